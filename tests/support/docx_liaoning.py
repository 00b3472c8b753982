"""The filled form of 2024 as it circulated: the tables of the Word document, cell by cell as they are drawn there,
with captions repeated after page breaks and empty lines in cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from support.docx import document, paragraph
from support.docx_drawn import Drawn, drawn

_CAPTION: Final = 10
"""Share of the first column; the rest of a row has 36."""
_PERFORMANCE: Final = (
    ("表2", "2024年强制性清洁生产审核企业清洁生产审核绩效表"),
    ("表3", "2024年自愿性清洁生产审核企业清洁生产审核绩效表"),
)
_POLLUTION: Final = (
    "序 号|企 业 名 称|所属行业[1]|废水（吨）|COD（吨）|氨氮（吨）|总磷（吨）|SO2（吨）|氮氧化物（吨）|烟粉尘（吨）"
    "|一般固体废物（吨）|危险废物（吨）|VOCs\n（吨）|其他"
)
_ENERGY: Final = (
    "序 号|企 业名 称|所属行业[1]|节水[2]（吨）|节电[2]（度）|节电的\n碳减排量\n(tCO2)|节煤[2]（吨）|节煤的\n碳减排量(tCO2)"
    "|节油[2]（吨）|节油的\n碳减排量(tCO2)|节天然气[2]（m3）|节天然气的碳减排量(tCO2)|碳减排总量（前四项总和）(tCO2)|……[3]"
    "|经济\n效益[4]（万元）"
)
_NOTES: Final = (
    "注：[1]按照国民经济行业分类标准（GB/T 4754－2002）中的行业名称填写",
    "[2]应分别填写节电、节煤、节油和节天然气的直接节约量，无需折算",
    "填报说明：（1）表2的企业统计范围为本年度完成清洁生产审核验收的企业",
    "（3）填报时请注意数据单位",
)
# Section by section: the caption beside, then the rows as texts with their shares of 36.
_SECTIONS: Final = (
    (
        (
            "一、本年度印发的与清洁生产有关的管理文件（另附文件原文，以黄色底纹突出显示标记文件与环办科财〔2020〕27号或与国发"
            "〔2021〕23号文件相结合的内容或亮点）"
        ),
        (
            ("序 号|文  件  名  称|文  号", "3 23 10"),
            ("1|关于报送2024年度强制性清洁生产审核企业名单的通知|", "3 23 10"),
            ("2||", "3 23 10"),
            ("3||", "3 23 10"),
            ("……||", "3 23 10"),
        ),
    ),
    (
        "二、本年度政府主动信息公开情况（公布企业名单、发布公告及其他信息）",
        (
            ("序 号|名      称|发 布 者|发 布 载 体", "3 15 9 9"),
            ("1|||", "3 15 9 9"),
            ("2|||", "3 15 9 9"),
            ("3|||", "3 15 9 9"),
        ),
    ),
    (
        "\n\n三、本年度强制性清洁生产审核工作基本情况",
        (
            ("本 年 度 公 布 强 制 性 清 洁 生 产 审 核 企 业 数 （个）", "36"),
            (
                "合  计|第一类企业[1]数|第二类企业[2]数|第三类企业[3]数|根据国家各类规划、行动计划需要纳入强制性清洁生产审核企业数",
                "6 6 6 6 12",
            ),
            ("5|0|0|5|", "6 6 6 6 12"),
            ("企 业 主 动 公 开 环 境 信 息 情 况", "36"),
            (
                "在媒体公布主要污染物排放、能源消耗及使用或排放有毒有害物质情况的企业[4]数（个）|公 开 的 主 要 内 容|公 开 的 载 体",
                "12 12 12",
            ),
            (
                (
                    "5|企业基本信息、生产规模、污染物排放情况、许可排放量、联系人及联系方式及企业生产工艺及装置、污染物种类等"
                    "|东北新闻网、全国建设项目环境信息公示平台"
                ),
                "12 12 12",
            ),
            ("强 制 性 清 洁 生 产 审 核、评 估 和 验 收 企 业 数 （个）", "36"),
            ("已开展强制性清洁生产审核企业[5]数（个）|清洁生产审核评估、验收[6][7]企业数（个）", "18 18"),
            (
                "合 计|自行开展\n审核企业数|委托中介机构\n开展审核企业数|开展审核评估企业数|通过审核验收企业数|未通过\n审核验收企业数",
                "6 6 6 6 6 6",
            ),
            ("2|0|2|3|3|0", "6 6 6 6 6 6"),
        ),
    ),
    (
        "四、本年度自愿性清洁生产审核工作基本情况",
        (
            ("自 愿 开 展 清 洁 生 产 审 核、评 估 和 验 收 企 业 数 （个）", "36"),
            ("已开展自愿清洁生产审核企业数（个）|自愿清洁生产审核评估、验收企业数（个）", "18 18"),
            (
                "合 计|自行开展\n审核企业数|委托中介机构\n开展审核企业数|开展审核评估企业数|通过审核验收企业数|未通过\n审核验收企业数",
                "6 6 6 6 6 6",
            ),
            ("2|0|2|1|0|0", "6 6 6 6 6 6"),
        ),
    ),
    (
        "五、本年度清洁生产\n方案及资金投入情况",
        (
            (
                "提出的清洁生产方案数（个）|实施的清洁生产方案数（个）|实施清洁生产方案资金总投入（万元）",
                "12 12 12",
            ),
            (
                "无/低费\n方案数|中/高费\n方案数|合计|无/低费方案数|中/高费方案数|合计|企业投资[8]|政府投资|合计",
                "4 4 4 4 4 4 4 4 4",
            ),
            ("29|12|41|29|7|36|1400.72||1400.72", "4 4 4 4 4 4 4 4 4"),
        ),
    ),
    (
        "六、本年度清洁生产技术改造项目支持情况",
        (
            ("国家资金支持的清洁生产技术改造项目|地方资金支持的清洁生产技术改造项目", "18 18"),
            ("项目数（个）|支持资金总额（万元）|项目数（个）|支持资金总额（万元）", "9 9 9 9"),
            ("|||", "9 9 9 9"),
        ),
    ),
    (
        "七、地方清洁生产专项资金建立情况",
        (
            ("是否建立清洁生产专项资金|规定文件|资金用途|总额\n（万元）|资金来源", "7 7 7 7 8"),
            ("||||", "7 7 7 7 8"),
        ),
    ),
    (
        "八、本年度清洁生产\n审核培训情况",
        (
            (
                "参加国家举办的清洁生产审核培训情况|省级或市级政府部门举办的\n清洁生产审核培训情况|相关政府部门管理人员参加清洁生产审核培训情况",
                "8 14 14",
            ),
            ("人次|期数|人次|人次|近五年累计培训人数及占\n本省份清洁生产管理人员的比例", "8 6 8 4 10"),
            ("|1|15|3|20%", "8 6 8 4 10"),
        ),
    ),
    (
        "九、本年度本行政区域推进清洁生产审核实施的技术支撑能力建设情况",
        (
            ("清洁生产审核咨询机构|清洁生产专家库", "16 20first"),
            ("序号|名      称|专职人数|", "3 9 4 20more"),
            (
                "1|\n辽宁政通环保科技有限公司\n|20|是否建立|发布文件|是否按\n行业管理|专家人数|主管部门",
                "3 9 4 4 4 4 4 4",
            ),
            ("2|\n辽宁特莱斯环保科技有限公司|25|||||", "3 9 4 4first 4first 4first 4first 4first"),
            ("3|辽宁清月达企业咨询集团有限公司|20|||||", "3 9 4 4more 4more 4more 4more 4more"),
            ("4|辽宁沃尔德生态环境技术有限公司|30|||||", "3 9 4 4more 4more 4more 4more 4more"),
            ("合计|||||||", "3 9 4 4more 4more 4more 4more 4more"),
        ),
    ),
    (
        "十、本年度本行政区域推进清洁生产审核实施的技术支撑能力建设情况",
        (
            ("序号|项  目|名  称|人 数|备    注", "3 11 11 4 7"),
            ("1|为本省份发改委（局）做清洁生产技术支撑的单位|||", "3 11 11 4 7"),
            ("2|为本省份生态环境厅（局）做清洁生产审核评估验收技术支撑的单位|||", "3 11 11 4 7"),
            ("3|为本省份工（经）信厅（局）做清洁生产技术支撑的单位|||", "3 11 11 4 7"),
            ("4|省级清洁生产中心\n基本情况|||", "3 11 11 4 7"),
        ),
    ),
    (
        "十、本年度本行政区域推进清洁生产审核实施的技术支撑能力建设情况",
        (
            ("5|市级清洁生产中心基本情况|1|||", "3first 11first 2 9 4 7"),
            ("||2|||", "3more 11more 2 9 4 7"),
            ("||3|……|……|……", "3more 11more 2 9 4 7"),
        ),
    ),
    ("十、强制性清洁生产执法处罚\n情况及处罚方式", (("无", "36"),)),
    ("十一、清洁生产表彰奖励机制\n实施情况", (("无", "36"),)),
    (
        "十二、本年度推行清洁生产工作典型做法、成效及响应环办科财〔2020〕27号的情况",
        (
            (
                "工业、工业园区、企业集群整体等\n审核模式探索情况|{parks}",
                "10 26",
            ),
            ("清洁生产审核制度与排污许可制度\n相衔接模式的情况|{permits}", "10 26"),
            ("发布清洁生产评价指标体系、\n技术导向目录、审核指南、\n案例汇编等情况|", "10 26"),
            ("企业通过清洁生产技术升级改造实现的主要污染物排放稳定削减量、\n节能量情况|", "10 26"),
            (
                "排污权、用能权富余指标进入排污权、用能权交易市场进行交易或企业自身产能扩容及新产品新增产量所需的污染物排放指标等情况|",
                "10 26",
            ),
        ),
    ),
    (
        "十二、本年度推行清洁生产工作典型做法、成效及响应环办科财〔2020〕27号的情况",
        (
            ("清洁生产信息系统建设情况|{information}", "10 26"),
            ("……|注：其他与环办科财〔2020〕27号相关的内容（可按条自行补充）", "10 26"),
        ),
    ),
    ("十三、迫切需要解决的问题", (("{problems}", "36"),)),
)


def as_circulated(data: Mapping[str, Any], *, slip: int = 0, seed: int = 0) -> bytes:
    """The document; long answers and the tables of companies are taken from the extracted data."""
    tables = data["tables"]
    answers = {**tables["1"]["practice"], "problems": tables["1"]["problems"]}
    body = [paragraph("表1"), paragraph("2024年清洁生产审核工作基本情况"), paragraph("")]
    body.append(drawn(list(_first(answers)), slip=slip, seed=seed))
    body += [
        paragraph(""),
        *map(paragraph, ("注：[1]第一类企业是指超过排放标准的企业", "[8]企业投资包括企业的银行贷款")),
    ]
    for number, titles in zip(("2", "3"), _PERFORMANCE, strict=True):
        body += map(paragraph, titles)
        body.append(paragraph(f"表{number}-1  主要污染物产生量削减情况"))
        body.append(_companies(_POLLUTION, tables[f"{number}-1"]))
        body.append(paragraph(f"表{number}-2  资源能源节约及经济效益情况"))
        body.append(_companies(_ENERGY, tables[f"{number}-2"]))
        body += map(paragraph, _NOTES)
    return document("".join(body))


def _first(answers: Mapping[str, Any]) -> Iterator[list[Drawn]]:
    yield [Drawn("指 标 名 称", _CAPTION), Drawn("具  体  信  息", 36)]
    for caption, rows in _SECTIONS:
        for index, (texts, shares) in enumerate(rows):
            merge = "" if len(rows) == 1 else "more" if index else "first"
            said = texts.format_map(answers) if "{" in texts else texts
            yield [Drawn("" if index else caption, _CAPTION, merge), *_cells(said.split("|"), shares.split())]


def _cells(texts: Iterable[str], shares: Iterable[str]) -> Iterator[Drawn]:
    for text, share in zip(texts, shares, strict=True):
        digits = share.rstrip("firstmoe")
        yield Drawn(text, int(digits), share.removeprefix(digits))


def _companies(header: str, filled: Mapping[str, Any]) -> str:
    captions = header.split("|")
    rows = [captions]
    for number, one in enumerate(filled["companies"]["rows"], 1):
        rows.append([str(number), *(value or "" for value in one.values())])
    rows += [["……"], ["合计"]]
    return drawn(
        [[Drawn(text, 1) for text in (*texts, *[""] * (len(captions) - len(texts)))] for texts in rows]
    )
