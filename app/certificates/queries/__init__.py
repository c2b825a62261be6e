"""Finding certificates, what stands between a student and one, and what the issue log says."""

from app.certificates.queries.evaluation import answers_about as answers_about
from app.certificates.queries.finding import PAGE as PAGE
from app.certificates.queries.finding import Issued as Issued
from app.certificates.queries.finding import certificate_by_serial as certificate_by_serial
from app.certificates.queries.finding import certificate_for as certificate_for
from app.certificates.queries.finding import certificate_for_staff as certificate_for_staff
from app.certificates.queries.finding import certificates_like as certificates_like
from app.certificates.queries.finding import certificates_of as certificates_of
from app.certificates.queries.finding import earlier_certificate as earlier_certificate
from app.certificates.queries.finding import issued_with_code as issued_with_code
from app.certificates.queries.finding import log_of as log_of
from app.certificates.queries.finding import own_certificate as own_certificate
from app.certificates.queries.finding import own_issued as own_issued
from app.certificates.queries.log import LogState as LogState
from app.certificates.queries.log import facts_of as facts_of
from app.certificates.queries.log import state_of_log as state_of_log
from app.certificates.queries.outside import outside_of as outside_of
from app.certificates.queries.outside import own_outside as own_outside
from app.certificates.queries.standing import COURSE as COURSE
from app.certificates.queries.standing import Look as Look
from app.certificates.queries.standing import Standing as Standing
from app.certificates.queries.standing import snapshot_of as snapshot_of
from app.certificates.queries.standing import standing_of_course as standing_of_course
from app.certificates.queries.standing import standing_of_module as standing_of_module
from app.certificates.queries.transcript import entries_of as entries_of
