"""The limits of a rules document and the shapes its values are written in."""

FORMAT = "grants-competition/1"
"""What a file of a whole competition calls itself; there is no other yet."""

MAX_TEXT = 20_000
MAX_LINE = 500
MAX_DIGITS = 30
MAX_MONEY_DIGITS = 15
MAX_COUNT = 1_000_000
MAX_MONTHS = 1200
MAX_GRACE_SECONDS = 24 * 60 * 60
MAX_EXTENSION_DAYS = 60
MAX_REPORT_DAYS = 365
MAX_LEAST_COMMENT = 1000
MAX_DECIMALS = 6
MAX_LANGUAGES = 5
MAX_DEPTH = 32
MAX_BYTES = 100 * 1024 * 1024
FIRST_YEAR, LAST_YEAR = 1900, 2200

DECIMAL_PATTERN = r"^-?[0-9]+(\.[0-9]+)?$"
MONEY_PATTERN = r"^[0-9]+(\.[0-9]{1,2})?$"
CODE_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$"
SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
LANGUAGE_PATTERN = r"^[a-z]{2,3}$"
ZONE_PATTERN = r"^[A-Za-z0-9_+/-]+$"
EMAIL_PATTERN = r"^[^@\s]+@[^@\s]+$"
HASH_PATTERN = r"^[0-9a-f]{64}$"
DAY_PATTERN = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
INSTANT_PATTERN = (
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?([Zz]|[+-][0-9]{2}:[0-9]{2})$"
)
