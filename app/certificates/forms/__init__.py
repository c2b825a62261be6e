"""What is typed to claim, check, correct and keep certificates, and about a course."""

from app.certificates.forms.claim import ClaimForm as ClaimForm
from app.certificates.forms.evaluation import answers_in as answers_in
from app.certificates.forms.evaluation import evaluation_form as evaluation_form
from app.certificates.forms.outside import OutsideForm as OutsideForm
from app.certificates.forms.staff import CorrectForm as CorrectForm
from app.certificates.forms.staff import RevokeForm as RevokeForm
from app.certificates.forms.verify import VerifyForm as VerifyForm
