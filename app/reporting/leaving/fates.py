"""What becomes of every column that names a person when they delete their account.

What hangs on a place in a course (attempts, answers, times of reading) is found by the schema itself and goes with it.
"""

from app.reporting.naming import DONE_FOR_OTHERS, OF_THE_ACCOUNT

# Theirs alone: the rows go.
GOES = (*OF_THE_ACCOUNT, "licences.person_id", "outside_certificates.person_id")
# Goes too, unless a certificate rests on it: an auditor may ask how it was earned.
STAYS_BEHIND_CERTIFICATES = ("enrolments.person_id", "allowances.person_id")
# Names a deleted account from then on; of what was agreed it stays known that it was.
STAYS = (*DONE_FOR_OTHERS, "people.merged_into_id", "policy_acceptances.person_id")
