"""What authoring decides, pure: what stops publishing, where files go, what changed, how questions read."""

from app.authoring.rules.answers import answer_faults as answer_faults
from app.authoring.rules.answers import marking_remarks as marking_remarks
