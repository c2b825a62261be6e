"""Who may do what, and what a licence looks like."""

from app.accounts.rules.licences import JURISDICTIONS as JURISDICTIONS
from app.accounts.rules.licences import KINDS as KINDS
from app.accounts.rules.licences import NumberFault as NumberFault
from app.accounts.rules.licences import fault_in as fault_in
from app.accounts.rules.licences import licence_text as licence_text
from app.accounts.rules.licences import normalised as normalised
from app.accounts.rules.licences import unusual as unusual
from app.accounts.rules.passwords import Weakness as Weakness
from app.accounts.rules.passwords import weakness_of as weakness_of
from app.accounts.rules.renewals import Renewal as Renewal
from app.accounts.rules.renewals import lead_for as lead_for
from app.accounts.rules.renewals import renewal_of as renewal_of
from app.accounts.rules.roles import Permission as Permission
from app.accounts.rules.roles import Role as Role
from app.accounts.rules.roles import may as may
from app.accounts.rules.roles import needs_second_step as needs_second_step
from app.accounts.rules.standing import Standing as Standing
from app.accounts.rules.standing import device_words as device_words
from app.accounts.rules.standing import network_of as network_of
from app.accounts.rules.standing import standing_of as standing_of
from app.accounts.rules.zones import ZONES as ZONES
from app.accounts.rules.zones import day_in as day_in
