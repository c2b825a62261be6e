"""What becomes of every column that names a person when they delete their account.

A test compares this with the schema: a new column that names a person needs its line here. What hangs on a place in a
course (attempts, answers, times of reading) is found by the schema itself and goes with it.
"""

# Theirs alone: the rows go.
GOES = (
    "sign_ins.person_id",
    "sign_in_links.person_id",
    "known_devices.person_id",
    "passkeys.person_id",
    "authenticators.person_id",
    "recovery_codes.person_id",
    "licences.person_id",
    "outside_certificates.person_id",
    "bank_uploads.person_id",
)
# Goes too, unless a certificate rests on it: an auditor may ask how it was earned.
STAYS_BEHIND_CERTIFICATES = ("enrolments.person_id", "allowances.person_id")
# Names who did something for others, or for the school; it names a deleted account from then on.
STAYS = (
    "people.merged_into_id",
    "course_grants.person_id",  # those in force are ended
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
    "policy_acceptances.person_id",  # what was agreed, under nobody's name
)
