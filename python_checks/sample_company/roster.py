"""Who the customers are. One line per account: change a line and run the module again."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Account:
    """An account of the sample company; `seats` is what it buys, dates are the first and last (exclusive) paid days."""

    account_id: str
    account_name: str
    story: str
    industry: str
    segment: str
    region: str
    currency: str
    seats: int
    started_on: date
    ended_on: date | None
    parent_account_id: str

    @property
    def number(self) -> int:
        """Return the number in the account id."""
        return int(self.account_id.removeprefix("ACC-"))


# number|name|story|industry|segment|region|currency|seats|started_on|ended_on|parent
LINES = """
1001|Ostrelle Software|healthy_grower|software|enterprise|amer|USD|22|2022-03-14||
1002|Quorvane Systems|healthy_grower|software|mid_market|emea|EUR|10|2024-02-05||
1003|Bitharrow|healthy_grower|software|smb|amer|USD|5|2024-06-03||
1004|Haldrec Castings|healthy_grower|manufacturing|mid_market|emea|EUR|9|2024-04-15||
1005|Salvenna Clinics|healthy_grower|healthcare|enterprise|amer|USD|20|2023-01-09||
1006|Pippinmart|healthy_grower|retail|smb|apac|USD|6|2024-09-02||
1007|Coinhollow Capital|healthy_grower|finance|enterprise|emea|GBP|18|2024-01-22||
1008|Velquist Labs|healthy_grower|software|smb|emea|GBP|4|2025-01-13||
1009|Wovenbay {{ 1 }}|healthy_grower|retail|mid_market|amer|USD|8|2023-10-02||
1010|Lumenoss|steady|software|mid_market|amer|USD|9|2023-05-08||
1011|Bramoth Works|steady|manufacturing|enterprise|emea|EUR|17|2024-01-15||
1012|<b>Inkferro</b>|steady|software|smb|amer|USD|5|2024-03-11||
1013|Mendhollow|steady|healthcare|mid_market|amer|USD|10|2022-11-07||
1014|Larkstall|plodding|retail|smb|emea|GBP|4|2024-05-20||
1015|Ledgermoss|steady|finance|mid_market|apac|USD|8|2023-08-21||
1016|Ferrowend|plodding|manufacturing|smb|amer|USD|6|2024-10-07||
1017|Caduro Care|plodding|healthcare|smb|emea|EUR|5|2024-07-08||
1018|Candlefern Stores|plodding|retail|mid_market|amer|USD|9|2023-03-06||
1019|Brackenfund|plodding|finance|smb|amer|USD|4|2024-12-02||
1020|Gritanvil|plodding|manufacturing|mid_market|apac|USD|9|2023-12-04||1011
1021|Dranmoor Cloud|fading_usage|software|mid_market|amer|USD|10|2023-02-13||
1022|Torvessa Tools|fading_usage|manufacturing|smb|emea|EUR|6|2024-08-05||1011
1023|Orvitale|fading_usage|healthcare|enterprise|amer|USD|18|2022-09-19||
1024|Threadmoor|fading_usage|retail|smb|apac|USD|5|2024-11-11||
1025|Vaultwren'; drop table x; --|fading_usage|finance|mid_market|amer|USD|8|2023-07-17||
1026|Sablecode|champion_left|software|enterprise|emea|GBP|16|2024-02-26||
1027|Plankharrow|champion_left|manufacturing|mid_market|amer|USD|9|2023-09-11||
1028|Quillbasket|champion_left|retail|smb|amer|USD|6|2024-04-29||
1029|Fiscorra|overdue_payer|finance|mid_market|emea|EUR|8|2024-03-04||
1030|Rivetmoor|overdue_payer|manufacturing|smb|amer|USD|5|2024-05-06||
1031|Sprigmarket|overdue_payer|retail|mid_market|apac|USD|9|2023-11-13||
1032|Pulsegrove|payment_stopped|healthcare|smb|amer|USD|4|2024-10-21||
1033|Tarnwick|unhappy_support|software|enterprise|amer|USD|17|2022-06-20||
1034|Stannick Metals|unhappy_support|manufacturing|mid_market|emea|EUR|10|2024-06-17||
1035|Nursefern|unhappy_support|healthcare|mid_market|apac|USD|8|2023-04-10||
1036|Ambrello|unhappy_support|retail|smb|amer|USD|6|2024-08-19||
1037|Pennymoor|sponsor_gone|finance|enterprise|amer|USD|16|2022-12-05||
1038|Zephrano|sponsor_gone|software|mid_market|emea|GBP|8|2024-09-16||
1039|Corvalloy|sponsor_gone|manufacturing|smb|amer|USD|5|2024-02-19||
1040|Duskwares|silent|retail|mid_market|amer|USD|8|2023-06-12||
1041|Vitamoor|silent|healthcare|smb|emea|EUR|4|2024-11-25||
1042|Thrifthollow|silent|finance|smb|amer|USD|5|2024-07-22||
1043|Kettlebyte|rated_one|software|mid_market|amer|USD|9|2023-10-23||
1044|Hattercove|rated_one|retail|smb|emea|GBP|5|2025-02-03||
1045|Mosswire|onboarding|software|smb|amer|USD|5|2026-04-20||
1046|Weldrane|onboarding|manufacturing|mid_market|emea|EUR|8|2026-04-13||
1047|Balmery Health|onboarding|healthcare|smb|apac|USD|4|2026-05-11||
1048|Mintarcade|slow_onboarding|retail|smb|amer|USD|6|2026-04-27||
1049|Tallygrove|onboarding|finance|enterprise|amer|USD|14|2026-05-18||
1050|Pendraxo|renewal_near|software|enterprise|apac|USD|16|2023-08-14||
1051|Amber\u202elien Bank|renewal_near|finance|mid_market|emea|EUR|9|2024-07-29||
1052|Tendrelis|renewal_near|healthcare|mid_market|amer|USD|8|2023-09-04||
1053|Loomandale|renewal_near|retail|smb|amer|USD|5|2024-08-12||
1054|Umberlathe|recovering|manufacturing|mid_market|amer|USD|9|2023-01-30||
1055|Aurivelle Health|recovering|healthcare|enterprise|emea|GBP|16|2024-03-18||
1056|Guildmere|recovering|finance|smb|apac|USD|5|2024-06-24||
1057|Drumcastle Group|multi_product|manufacturing|enterprise|emea|EUR|20|2024-05-13||
1058|+North Metering|merge_survivor|manufacturing|mid_market|amer|USD|8|2023-05-22||
1059|Stirlane Trust|merge_survivor|finance|smb|emea|EUR|4|2024-10-14||
1060|Kindersalve|reactivated|healthcare|smb|amer|USD|5|2026-01-15||
1061|Snugglebolt|short_pause|retail|mid_market|amer|USD|8|2025-10-10||
1062|Notehaven|brand_new|finance|smb|emea|EUR|4|2026-06-08||
1063|Glimmerstack|brand_new|software|mid_market|amer|USD|8|2026-06-15||1001
1064|Oatfield Mills|brand_new|manufacturing|smb|amer|USD|5|2026-06-22||
1065|Quietmere|no_data|healthcare|smb|amer|USD|0|2025-03-03||
1066|Farrowgate|churned|retail|smb|amer|USD|5|2023-07-03|2025-12-31|
1067|Hexapine|churned|software|mid_market|emea|EUR|8|2024-02-12|2026-02-12|
1068|Marrowby|churned|finance|smb|amer|USD|4|2024-09-09|2026-03-09|
1069|Tinselgrid|churned|manufacturing|smb|apac|USD|5|2024-05-27|2026-05-27|
1070|Peachloft|trial_only|retail|smb|amer|USD|4|2026-06-12||
1071|Cinderwell|trial_only|healthcare|smb|emea|EUR|5|2026-06-19||
1072|Our own demo room|internal_test|software|smb|amer|USD|4|2024-01-08||
1073|Test account, do not call|internal_test|software|smb|emea|EUR|3|2025-05-05||
1074|North Metering East|merged_away|manufacturing|smb|amer|USD|3|2024-06-10||
1075|Stirlane Advisers|merged_away|finance|smb|emea|EUR|3|2025-03-17||
"""


def _account(line: str) -> Account:
    number, name, story, industry, segment, region, currency, seats, started, ended, parent = line.split("|")
    return Account(
        account_id=f"ACC-{number}",
        account_name=name,
        story=story,
        industry=industry,
        segment=segment,
        region=region,
        currency=currency,
        seats=int(seats),
        started_on=date.fromisoformat(started),
        ended_on=date.fromisoformat(ended) if ended else None,
        parent_account_id=f"ACC-{parent}" if parent else "",
    )


ACCOUNTS: tuple[Account, ...] = tuple(_account(line) for line in LINES.strip().splitlines())
# The CRM has forgotten the first account merged away; only billing and the logs still name it.
NOT_IN_CRM = frozenset({"ACC-1074"})
