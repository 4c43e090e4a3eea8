"""An optional language model looks at a claim before it is alerted. It may lower or veto, never create or raise.

`question`, `answer` and `judging` are pure; `asking` is the only module here that knows the network; `checking` says
whom to ask about what. Off unless the configuration names an endpoint: then nothing here connects to anything.
"""

# `checking` is not imported here: it brings an HTTP client, and the command line only needs the settings.
from alerts.second_opinion.config import SecondOpinionConfig

__all__ = ["SecondOpinionConfig"]
