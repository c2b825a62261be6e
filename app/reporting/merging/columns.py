"""What becomes of every column that names a person when two accounts become one.

A test compares this with the schema: a new column that names a person needs its line here.
"""

# Theirs: goes along. (Of enrolments, licences and acceptances, `actions` says what happens to those that both have.)
MOVES = (
    "enrolments.person_id",
    "licences.person_id",
    "outside_certificates.person_id",
    "allowances.person_id",
    "people.merged_into_id",
    "policy_acceptances.person_id",
)
# Ends with the account.
ENDS = (
    "sign_ins.person_id",
    "sign_in_links.person_id",
    "known_devices.person_id",
    "passkeys.person_id",
    "authenticators.person_id",
    "recovery_codes.person_id",
    "bank_uploads.person_id",
)
# What somebody did as staff stays as it was written: the account is closed, not deleted, and still has a name.
STAYS = (
    "course_grants.person_id",  # those in force forbid joining, so what is left is history
    "course_grants.granted_by_id",
    "course_grants.ended_by_id",
    "cohorts.made_by_id",
    "enrolment_codes.made_by_id",
    "invitations.made_by_id",
    "course_messages.sent_by_id",
    "certificates.issued_by_id",
    "revocations.by_id",
    "report_batches.made_by_id",
    "hours_signoffs.by_id",
    "allowances.given_by_id",
    "manual_marks.marked_by_id",
    "errata.by_id",
    "draft_files.changed_by_id",
    "draft_texts.saved_by_id",
    "course_revisions.published_by_id",
    "policy_versions.published_by_id",
)
