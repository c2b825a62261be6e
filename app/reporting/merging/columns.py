"""What becomes of every column that names a person when two accounts become one."""

from app.reporting.naming import DONE_FOR_OTHERS, OF_THE_ACCOUNT

# Theirs: goes along. (Of enrolments, licences and acceptances, `actions` says what happens to those that both have.)
MOVES = (
    "enrolments.person_id",
    "licences.person_id",
    "outside_certificates.person_id",
    "allowances.person_id",
    "people.merged_into_id",
    "policy_acceptances.person_id",
)
ENDS = OF_THE_ACCOUNT
STAYS = DONE_FOR_OTHERS  # the account is closed, not deleted, and still has a name
