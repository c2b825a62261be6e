"""A text without its tags, by the small machine that PHP has for it."""

_TEXT, _TAG, _DECLARATION, _COMMENT = range(4)


def strip_tags(text: str) -> str:
    """The text without tags and comments, by the same small machine as PHP's, odd quotes and brackets included."""
    return "".join(_outside_tags(text)) if "<" in text else text


def _outside_tags(text: str) -> list[str]:
    found: list[str] = []
    state, depth, quote = _TEXT, 0, ""
    for at, sign in enumerate(text):
        if state == _TEXT:
            if sign == "<" and not text[at + 1 : at + 2].isspace():
                state, depth, quote = _TAG, 0, ""
            else:
                found.append(sign)
        elif state == _COMMENT:
            state = _TEXT if sign == ">" and text[at - 2 : at] == "--" else _COMMENT
        else:
            state, depth, quote = _in_tag(text, at, state, depth, quote)
    return found


def _in_tag(text: str, at: int, state: int, depth: int, quote: str) -> tuple[int, int, str]:
    """State, depth of brackets and open quote after the sign at a place inside a tag."""
    sign = text[at]
    if sign in "\"'":
        return state, depth, ("" if quote == sign else quote or sign)
    if quote or (state == _TAG and sign == "!" and text[at - 1] == "<"):
        return (state if quote else _DECLARATION), depth, quote
    if sign == ">":
        return (state, depth - 1, quote) if depth else (_TEXT, 0, "")
    if sign == "<" and not text[at + 1 : at + 2].isspace():
        depth += 1
    is_comment = state == _DECLARATION and text[at - 2 : at + 1] == "!--"
    return (_COMMENT if is_comment else state), depth, quote
