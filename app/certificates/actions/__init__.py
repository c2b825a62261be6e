"""Evaluating a course, issuing, correcting and withdrawing certificates, keeping those of others."""

from app.certificates.actions.correcting import Correction as Correction
from app.certificates.actions.correcting import Withdrawn as Withdrawn
from app.certificates.actions.correcting import correct_certificate as correct_certificate
from app.certificates.actions.correcting import revoke_certificate as revoke_certificate
from app.certificates.actions.evaluating import evaluate as evaluate
from app.certificates.actions.issuing import SERIAL_LENGTH as SERIAL_LENGTH
from app.certificates.actions.issuing import NotYetEarned as NotYetEarned
from app.certificates.actions.issuing import issue_certificate as issue_certificate
from app.certificates.actions.outside import OutsideDetails as OutsideDetails
from app.certificates.actions.outside import TooMany as TooMany
from app.certificates.actions.outside import add_outside as add_outside
from app.certificates.actions.outside import remove_outside as remove_outside
from app.certificates.actions.owing import owe_reports as owe_reports
from app.certificates.actions.owing import owe_what_is_missing as owe_what_is_missing
from app.certificates.actions.sending import send_certificate as send_certificate
