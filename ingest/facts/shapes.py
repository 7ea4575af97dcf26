"""What registers and forms of each subject look like: the names of their columns and labels, and the words around them.

English first, with the German and French names that mixed organisations use. Names are compared lower-cased and as a
whole; ``registers`` does the comparing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_ID = r"(?:ids?|no\.?|nr\.?|number|ref\.?|reference|#|code|key|nummer|num[eé]ro|lfd\.? ?nr\.?)"
_OWNER = (
    r"(?:(?:[\w-]+ )?owner(?: agreed| named| proposed)?|owned by|"
    r"who(?:se)?(?! (?:else |has |it )*(?:found|saw|raised|reported|told|approved|accepted|tolerat\w+|audit\w*|check\w*|sign\w*|decid\w*|made|makes|built|buys|sells|suppl\w+|uses|can|could|may|might|is (?:affected|hurt|told|trained)))(?: [\w'’-]+){0,5}|"
    r"responsible(?: person| party| manager| officer)?|responsibility|accountable(?: person)?|assigned to|"
    r"(?:person|people|post|manager|who is|whoever is) (?:answerable|accountable|responsible|in charge)|answerable(?: person)?|doer|keeper|"
    r"(?:minded|kept|looked after|seen to|dealt with|managed|handled|led|run|managed|held|carried out|watched|covered|taken on|done) by|"
    r"assignee|lead|(?:lead|executive|accountable|responsible|sponsoring) (?:director|officer|executive|lead|manager|individual|member|department|team|role)|"
    r"(?:executive|directorate|board|management|business) (?:lead|sponsor)|in charge|by whom|resp\.?|driver|champion|verantwortlich(?:er|e)?|zust[aä]ndig|responsable|propri[eé]taire|handler)"
)
_DUE = (
    r"(?:due(?: date| by| on)?|deadline|promised|(?:answer|reply|response)(?: due| wanted)?(?: by)?|(?:to be )?(?:sorted|settled|put right|wanted|needed|expected|fixed|closed|completed)(?: out)? (?:by|before)|target(?: completion)? (?:date|day)|(?:to be )?(?:ready|finished|done|complete|fixed|sorted|in place) by|date (?:promised|agreed|offered|wanted|set)|(?:offered|agreed|promised) date|promised (?:for|by)|by when|by|complete by|planned (?:for|date|completion(?: date)?)|when|date due|"
    r"finish by|completion target|to be done by|due for completion|until|frist|termin|f[aä]llig(?: am)?|[eé]ch[eé]ance|action due(?: date)?)"
)
_STATUS = r"(?:(?:[\w-]+ )?status|state|progress|light|rag|traffic light|condition|how far(?: (?:are we|along|on))?|where (?:it|are things|things) (?:stands?|are|got to|is)|how is it going|where are we(?: now)?|open/closed|stand|[eé]tat|statut|where we are)"
_CLOSED = r"(?:closed(?: on)?|date closed|clos(?:ing|ure)(?: date)?|completed(?: on)?|completion date|done(?: on)?|finished(?: on)?|actual completion|ended(?: on)?|(?:fixed|resolved|remedied|rectified|put right|cured)(?: on)?|date (?:fixed|resolved))"
_TREATED = r"(?:treatment|mitigation|controls?|measures?|action)"
_BEFORE = rf"(?:(?:inherent|gross|raw|unmitigated|untreated|pre-?{_TREATED})(?: risk)?(?: (?:score|rating|level|value))?|(?:(?:risk )?(?:score|rating|level|risk) )?before(?: {_TREATED})?|initial (?:risk|score|rating|level))"
_AFTER = rf"(?:(?:residual|net|mitigated|treated|remaining|post-?{_TREATED})(?: risk)?(?: (?:score|rating|level|value))?|(?:(?:risk )?(?:score|rating|level|risk) )?after(?: {_TREATED})?|(?:(?:risk )?(?:score|rating|level) )?(?:now|today))"
_TEXT = r"(?:description|text|what|details?|summary|title|name|topic|subject|item|statement|beschreibung|bezeichnung|libell[eé])"

WHEN_RATED = re.compile(f"{_BEFORE}|{_AFTER}", re.I)
"""The name of a column that tells when a risk was rated ("Before", "Residual"), and not in what."""


@dataclass(frozen=True)
class Shape:
    """One subject's register. ``needs``: one of these sets of fields must be there; ``mark``: a column whose name alone
    tells the subject; ``hint``: words nearby that tell it; ``never``: a column that rules it out; ``elsewhere``: words
    nearby that do; ``together``: subjects that the same table may serve as well."""

    fields: dict[str, re.Pattern[str]]
    needs: tuple[frozenset[str], ...]
    mark: re.Pattern[str]
    hint: re.Pattern[str]
    never: re.Pattern[str] | None = None
    elsewhere: re.Pattern[str] | None = None
    together: tuple[str, ...] = ()


def _shape(
    fields: dict[str, str], needs: str, mark: str, hint: str, never: str = "", elsewhere: str = "", together: str = ""
) -> Shape:
    """``needs`` is "a b | a c": one of these sets of fields."""
    return Shape(
        fields={name: re.compile(pattern, re.I) for name, pattern in fields.items()},
        needs=tuple(frozenset(each.split()) for each in needs.split("|")),
        mark=re.compile(mark, re.I),
        hint=re.compile(hint, re.I),
        never=re.compile(never, re.I) if never else None,
        elsewhere=re.compile(elsewhere, re.I) if elsewhere else None,
        together=tuple(together.split()),
    )


SHAPES: dict[str, Shape] = {
    "risk": _shape(
        {
            "number": rf"(?:(?:(?:strategic |corporate |operational )?risk|r|hazard|threat|crr|brr) ?)?{_ID}|risiko-?(?:id|nr\.?)",
            "text": rf"(?:(?:principal|potential|key|main|strategic|corporate|operational|identified|top|project|specific) )?(?:risks?|threat|hazard|event|scenario|worry|danger)(?: (?:(?:and |/ ?)?(?:description|title|name|statement|event|scenario|details?|heading|definition)|identified))?|(?:description|nature) of (?:the )?(?:risk|threat|hazard)|{_TEXT}|what (?:could|can|might|may|would) (?:go wrong|happen|hurt us|stop us)|what (?:worries|bothers) us|what (?:it|this|that|the risk) (?:was|is)|what if|risiko|risque|gef[aä]hrdung",
            "likelihood": r"(?:(?:inherent |gross |raw |unmitigated |pre-?mitigation |initial |original |current |residual |net )(?:risk )?)?(?:likelihood|probability|prob\.?|l|p|frequency|how (?:likely|often)|chance|odds|often|eintrittswahrscheinlichkeit|wahrscheinlichkeit|probabilit[eé]|vraisemblance)",
            "impact": r"(?:(?:inherent |gross |raw |unmitigated |pre-?mitigation |initial |original |current |residual |net )(?:risk )?)?(?:impact|severity|consequences?|effect|i|s|c|how (?:severe|bad|serious|much)|bad|harm|damage|auswirkung|schadensausma(?:ss|ß)|gravit[eé])",
            "score": rf"(?:(?:inherent |gross |raw |unmitigated |pre-?mitigation |initial |original |current |overall |total |net |residual )?(?:risk )?(?:score|value|points|exposure)(?: (?:now|today|at present))?|(?:overall|combined|gross|total|raw) risk|l ?[x×*] ?[isc]|p ?[x×*] ?[isc]|rpn|risikowert|score de risque|{_AFTER}|{_BEFORE})",
            "level": rf"(?:overall |inherent |residual |net )?(?:risk )?(?:level|rating|class|band|grade|category|severity level|priority|rag|colou?r)|risikostufe|niveau(?: de risque)?|{_AFTER}|{_BEFORE}",
            "inherent": _BEFORE,
            "until": r"(?:risk )?(?:accept(?:ed|ance)|valid|in force)(?: valid)? (?:until|to|till|through|expires|ends|expiry|end date)|acceptance (?:expiry|end)(?: date)?|re-?decide by",
            "by": r"(?:risk )?(?:accept(?:ed|ance)|tolerated|retained|taken(?: on)?|carried|granted|decided|agreed|signed off) by(?:,? (?:and )?(?:whom|when|date|on|from|since|until|till|to|for how long|how long)\b)*|who (?:accept\w*|tolerat\w*|decid\w*|agreed|signed|takes? it(?: on)?|lives with it)(?: (?:it|this|them))?(?:,? (?:and )?(?:when|date|on|since|until|till|for how long)\b)*|(?:accept\w*|tolerat\w*|retain\w*|live[sd]? with(?: it)?|taken?(?: on| it)?|carried)(?: \(|: ?| ?[–-] ?|, ?| )(?:by|who|whom)\b.{0,40}|acceptance|decision(?: by)?|approv(?:ed by|al|er)|paper(?:s| trail)|proof|evidence(?: of (?:the )?decision)?|(?:where )?recorded(?: in)?",
            "accepted": r"(?:accepted|tolerated|retained|decided|agreed)(?: on| from| since)|(?:acceptance|decision) date|date (?:accepted|decided|of (?:the )?(?:acceptance|decision))",
            "treatment": r"(?:risk )?(?:treatment|response|strategy|option|handling|treatment option|response strategy|how treated|treatment decision|disposition|(?:treat|tolerate|accept|take|transfer|share|terminate|avoid|mitigate|reduce|stop)(?: ?(?:/|,|or|-) ?(?:treat|tolerate|accept|take|transfer|share|terminate|avoid|mitigate|reduce|stop|live with)){1,4}|(?:decision|call|choice) (?:made|taken)|behandlung|traitement)",
            "measure": r"(?:mitigations?(?: (?:actions?|measures?|strategy|plans?|steps|controls?|factors?|implemented|in place))?|(?:mitigating|mitigation|additional|further|future|remedial|required|planned|proposed|next) (?:actions?|measures?|controls?|steps|work|factors|treatment)(?: (?:required|needed|planned|proposed|to be taken|/ ?controls))?|next steps|steps (?:taken )?to (?:mitigate|reduce|manage|address)(?: (?:the |this )?risk| it)?|actions? (?:required|needed|planned|to (?:be taken|mitigate|reduce)|plan)(?: (?:the )?risk)?|measures?|(?:key |existing |current |planned |internal )?controls?(?: (?:in place|measures))?|actions?|treatment (?:plan|measures?|actions?)|response plan|what (?:we|is being|is|we(?:[’']re| are|[’']ll| will)) (?:are )?(?:do(?:ne|ing)?|going to do)(?: about (?:it|this))?|what (?:have )?we(?:[’']ve)? done|what (?:stops|prevents|reduces|limits|protects|helps|guards|holds) (?:it|this|against it|us)|(?:what is|what[’']s) in place|safeguards?|precautions?|safety nets?|barriers?|counter-?measures?|protection|how (?:do )?(?:we|it is|it[’']s) (?!measured?|likely|bad|often|severe|serious)[a-z ]{3,24}|answer|(?:how )?(?:it is |it[’']s )?(?:kept in hand|kept under control|held down|controlled)(?: by| now)?|plan(?:ned)?|ma(?:ss|ß)nahmen?|mesures?)",
            "measure_owner": r"(?:action|treatment|measure|mitigation|response) (?:owner|responsible|lead)",
            "owner": _OWNER,
            "due": rf"(?:treatment |action |mitigation )?{_DUE}|(?:action|treatment|mitigation|implementation) date|time(?:table|scale|line|frame)s?(?: for (?:the )?(?:action|completion|implementation)s?)?",
            "closed": _CLOSED,
            "reason": r"(?:reason|justification|rationale|why(?: accepted)?|grounds|begr[uü]ndung)(?: for acceptance)?",
            "status": _STATUS,
            "raised": r"(?:date )?(?:raised|identified|logged|opened|first seen|registered)(?: on)?",
        },
        "text likelihood | text impact score | text score owner | text level owner | number likelihood | number text treatment | "
        "text treatment owner | number text closed | number text owner | text measure owner",
        r"risk(?: (?:id|no\.?|number|description|title|name|statement|owner|score|level|rating|ref\.?|reference|event|treatment|response))?|(?:principal|strategic|corporate|potential|inherent|residual|gross|net) risks?|(?:inherent|residual|initial|target|gross|net) (?:risk )?(?:score|rating)|accepted (?:until|by)|r-?no\.?|risiko|risque|likelihood",
        r"\brisks?\b(?! of not)|\bhazards? (?:register|log)|\bRAID\b|\brisiko|\brisques?\b",
        r"question|item discussed|presented by|agenda item|requirement|control|auditor|audit",
        r"impact assessment|audit programme|statement of applicability|treatment plan",
    ),
    "treatment": _shape(
        {
            "risk": rf"(?:related |linked |associated |for |addresses |relevant )?risks?(?: ?{_ID}| addressed| treated| covered)?(?:\(s\))?|risiko|risque",
            "number": rf"(?:action|treatment|measure|plan|rtp|t)? ?{_ID}",
            "text": r"(?:(?:treatment|mitigating|mitigation|risk|planned) )?(?:measures?|treatments?|actions?|mitigations?|steps?|tasks?|activity|activities|controls?(?:\(s\))?|response)(?: (?:description|details?|planned|selected|to (?:take|be taken|(?:be )?implement(?:ed)?|apply)))?|what(?: we (?:do|will do))?|description|ma(?:ss|ß)nahmen?|mesures?",
            "budget": r"(?:budget|cost|costs|resources|funding|amount|price|estimate|estimated cost|kosten)(?: (?:eur|usd|gbp|chf|dkk))?",
            "progress": r"(?:progress|complete|done|completion|fortschritt)(?: ?%| in %)?|% (?:complete|done)",
            "owner": _OWNER,
            "due": _DUE,
            "closed": _CLOSED,
            "status": _STATUS,
        },
        "risk text due | risk text status | risk text owner | risk text budget | risk text progress",
        r"risks?(?: (?:id|no\.?|ref\.?|number|#))|(?:treatment|mitigation|mitigating)(?: (?:measure|action|step|plan))?s?",
        r"treatment|mitigation|risk (?:action|response)|risikobehandlung|traitement des risques",
        r"likelihood|probability|impact|severity|score|l|i|p|based on risk|accepted (?:until|by)|(?:l|p) ?x ?i|auditor|question|risk description|audit",
    ),
    "acceptance": _shape(
        {
            "risk": r"(?:risk|residual risk|accepted risk)(?: (?:id|no\.?|number|ref\.?|reference|title|accepted|and description))?|subject|which risk|what is accepted|risiko",
            "number": rf"(?:exception|waiver|dispensation|deviation|concession|(?:risk )?acceptance|exc|ra) ?{_ID}",
            "text": r"(?:(?:risk|exception|waiver) )?(?:description|details?)|description of (?:the )?(?:risk|exception|waiver)|what(?: is it)?|which risk is it|exception|waiver|(?:requirement|control|policy|standard|rule) (?:waived|excepted|not met|being excepted)|what is (?:waived|excepted)",
            "owner": r"risk owner|owner|requested by|requester|asked for by",
            "by": r"(?:risk )?(?:accept(?:ed|ance)(?: of risk)?|tolerated|retained|taken on|granted|approved|decided|signed off|authori[sz]ed|agreed) by|acceptor|accepting (?:manager|officer|authority|body|party|person)|approver|risk accepted by|decision(?:-| )?maker|signed(?: by)?|who (?:has )?(?:accept(?:ed|s)?|tolerat(?:ed|es)|agreed|signed|carries it|took it(?: on)?|decided)(?: (?:it|this))?|akzeptiert von",
            "until": r"(?:(?:accept(?:ed|ance)|tolerat(?:ed|ion)|retained)(?: is)?|valid|in force|effective)(?: valid)? (?:until|to|till|through|expires|ends|expiry)(?: on)?|acceptance (?:expiry|end)(?: date)?|expir(?:es|y)(?: date| on)?|(?:runs? out|lapses?|ends?|ceases?)(?: on)?|(?:good |lasts |holds )?(?:until|till)|for how long|valid for|end date|review by|g[uü]ltig bis",
            "accepted": r"(?:(?:accepted|tolerated|retained|granted|approved|authori[sz]ed) (?:on|from|since)|date(?: of (?:acceptance|decision|approval))?|acceptance date|date accepted|approval date|decision date|decided on|signed on|from|since|on|when|valid from|effective from|datum)",
            "reason": r"(?:reasons?|justification|rationale|why(?: (?:we |it is |it )?(?:accept|tolerate|take|live with|can live with)(?:ed|d)?(?: (?:it|this))?)?|grounds|business (?:reason|justification|case)|because)(?: for (?:acceptance|accepting))?|begr[uü]ndung",
            "conditions": r"(?:conditions?|provided that|terms|compensating (?:controls?|measures?)|subject to|monitoring|(?:look|think|check|decide|review) again(?: if| when)?|auflagen)(?: of acceptance)?",
            "score": r"(?:residual |risk )?(?:score|rating|level)",
            "status": _STATUS,
        },
        "risk by | risk until | by until | text by | text until | risk accepted reason",
        r"(?:risk )?(?:accept(?:ed|ance)|tolerat(?:ed|ion)|retained) (?:by|until|from|expires|date|on)|accepted risk|accepting .{3,20}|who (?:has )?(?:accept(?:ed|s)|tolerat(?:ed|es))(?: (?:it|this))?|reason for acceptance|why (?:we )?accept(?:ed)?|exception (?:id|no\.?|number|ref\.?)|(?:requirement|control|policy|standard) (?:waived|excepted)|compensating (?:controls?|measures?)",
        r"(?:accept(?:ance|ed|ing)?|tolerat(?:e|ed|ing|ion)|retain(?:ed|ing)?)\b.{0,30}\brisks?|risks?\b.{0,20}\b(?:accept|tolerat)|risk waiver|risikoakzeptanz|exception request|\b(?:security|policy|compliance|control|standards) (?:exceptions?|waivers?|dispensations?)\b|\bexceptions? (?:register|log|record)\b|\bregister of (?:exceptions|waivers|dispensations)\b|\bwaivers? (?:register|log)\b",
    ),
    "objective": _shape(
        {
            "number": rf"(?:objective|goal|o)? ?{_ID}",
            "text": r"(?:(?:(?:quality|environmental|security|ai|strategic|information security|business|smart|process) )*(?:objectives?|goals?|aims?)(?: text| description| statement| and target)?(?: (?:20\d\d))?|what we(?:[’']re| are)? (?:want|aim|aiming|after)(?: (?:to (?:achieve|reach|do)|for))?|ziele?|objectifs?)",
            "more": r"(?:text|description|title|name|wording|statement|what|objective (?:text|description))",
            "kpi": r"(?:kpis?|(?:key )?(?:performance )?indicators?|metrics?|measures?|measurement|measured by|how (?:we )?measured?|how (?:(?:do|will|would|can|shall) )?we(?:['’]ll)? (?:know|tell|see)(?: it)?|key results?|(?:watched|told|shown|seen|tracked|followed|measured|judged|checked|read off|known)(?: by| in| with| through| from)|kennzahl|indicateurs?)(?: name| \(?kpi\)?)?",
            "target": r"(?:targets?|target (?:value|level|figure)|(?:the )?(?:number|figure|level|target)(?: to (?:reach|beat|hit))?(?: (?:by|at|for|in) (?:the )?(?:end|close|year)?.{0,14})?|(?:level|figure|number|value) (?:to reach|wanted|aimed (?:at|for))|what good looks like|where we want to be|goal value|threshold|limit|plan(?:ned)?(?: value)?|zielwert|cible|soll|by how much|aim for|goals?)(?: 20\d\d)?",
            "value": r"(?:actual|value|results?|current(?: value| status)?|measured|ytd|latest|outcome|reached|achieved value|ist|now|valeur|(?:status|value) (?:at|in|to) .{3,20})(?: 20\d\d)?",
            "unit": r"(?:unit|unit of measure|uom|einheit|unit[eé])",
            "status": rf"{_STATUS}|on target\??|(?:(?:target|goal) )?(?:achieved|met|reached|attained)\??",
            "owner": _OWNER,
            "due": _DUE,
            "clause": r"(?:iso )?(?:clause|standard|reference|requirement)",
            "resources": r"(?:resources?|budget|funding|means)(?: needed| required)?",
        },
        "text kpi | text target | text owner | text status | text value | number more kpi target | number more owner target",
        r"(?:[\w-]+ ){0,2}objectives?(?: 20\d\d)?|(?:[\w-]+ )?goals?(?: 20\d\d)?|ziele?|objectifs?|aims?|what we(?:[’']re| are)? (?:want|aim|after)(?: (?:to (?:achieve|reach)|for))?",
        r"\bobjectives?\b|\baims? (?:and|20\d\d|for)|\bgoals? (?:and|20\d\d|for)|\bqualit[aä]tsziele|\bziele\b",
        r"question|answer|auditor|audit|control|risk|risk owner|finding|lead auditor|likelihood",
        together="measurement",
    ),
    "measurement": _shape(
        {
            "period": r"(?:period|month|quarter|week(?: of)?|year|reporting period|as (?:of|at)|monat|quartal|woche|mois|trimestre|fiscal (?:year|quarter))",
            "number": rf"(?:kpi|indicator|metric)? ?{_ID}",
            "objective": r"(?:(?:linked |related |supports )?objectives?|goals?)(?: (?:id|no\.?|ref\.?))?(?: 20\d\d)?|ziel",
            "kpi": r"(?:kpis?|kris?|(?:(?:key|quality|risk|service|performance) )*(?:indicators?|measures?|metrics?)|(?:measures?|indicators?) of success|measurement|measured by|how (?:we )?measured?|key figures?|key results?|what (?:is|we) measured?|service levels?|sla|slo|kennzahl|indicateurs?)(?: names?| titles?| descriptions?)?",
            "target": r"(?:(?:(?:annual|monthly|quarterly|yearly|internal|national|contract(?:ual)?) )?(?:targets?|standard|benchmark|goals?)|(?:target|agreed|required) (?:value|level|figure)|threshold|limit|tolerance|aims?|objectives?|plan(?:ned)?(?: value)?|budget|commitment|required|expected|ziel|zielwert|cible|soll|min(?:imum)?|max(?:imum)?)(?: (?:for )?(?:20\d\d(?: ?[/-] ?\d\d)?|this (?:month|quarter|year)))?",
            "value": r"(?:actuals?|values?|results?|current|fact|measured|ytd|latest|outcome|outturn|reached|achieved|attained|delivered|reali[sz]ed|ist|now|valeur|reading|figure|score|performance|this (?:month|quarter|year|week|period))(?: (?:values?|level|figures?|results?|position|performance))?(?: (?:to date|this (?:month|quarter|year|period)|20\d\d))?",
            "unit": r"(?:unit|unit of measure|uom|einheit|unit[eé])",
            "status": rf"{_STATUS}|on target\??|(?:(?:target|goal) )?(?:achieved|met|reached|attained)\??",
            "owner": _OWNER,
            "system": r"(?:(?:ai )?system|model|application|service)",
        },
        "kpi value | kpi target | objective value target | objective value",
        r"(?:key )?(?:performance )?(?:indicators?|measures?)|kpis?(?: name)?|kris?|metrics?|key figures?|kennzahl|objectives?|key results?|service levels?",
        r"\bKPIs?\b|\bindicators?\b|\bdashboard\b|\bscorecard\b|\bobjectives?\b|\bperformance (?:report|review|data)|\bkey figures\b|\bmetrics\b|\bkennzahlen\b|\bservice (?:levels?|report|review)|\bSLAs?\b|\bKRIs?\b|\bperformance\b|\bstatistics\b",
        r"question|answer|auditor|likelihood|risk|control|finding|severity",
        r"model card|validation|bias test|data sheet|impact assessment|fairness|test report",
        together="objective",
    ),
    "training": _shape(
        {
            "person": r"(?:employee|employee name|(?:full |first and last |print(?:ed)? |staff |trainee |learner |participant |attendee )?name(?: of (?:the )?(?:employee|staff|person|participant|trainee))?|person|staff(?: member)?|colleague|participant|trainee|learner|team member|member of staff|attendee|(?:sur|last |family )name|mitarbeiter(?:in)?|collaborateur|who)",
            "role": r"(?:role|function|position|job title|job|department|team|unit|funktion|fonction)",
            "course": r"(?:(?:training|course|qualification|competenc[ey]|skill|module|certificat(?:e|ion)|subject|topic|required training|programme)(?: (?:name|title|course|attended))?|schulung|kurs|formation|what)",
            "until": r"(?:valid (?:until|to|till|through)|(?:certificat(?:e|ion) )?(?:expir(?:es|y|ation)(?: date| on)?|valid (?:until|to)|end date)|until|renewal(?: due| date)?|refresher due|next due|due again|valid thru|g[uü]ltig bis|to be renewed(?: by)?)",
            "completed": r"(?:completed(?: on)?|completion date|date(?: (?:of training|of (?:the )?course|completed|passed|attended|taken|followed|done|finished|held|of completion|of attendance))?|passed(?: on)?|attended(?: on)?|followed(?: on)?|trained(?: on)?|done(?: on)?|taken(?: on)?|finished(?: on)?|issued(?: on)?|when|last done|abgeschlossen am|datum)",
            "result": r"(?:results?|score|grade|evidence|outcome|mark|proof|passed\?|pass/fail|record|ergebnis|effectiveness|status)",
            "status": r"(?:(?:training |completion |enrol?ment )?status|state)",
        },
        "person course completed | person course until | person course result | person completed result | person course",
        r"employee|trainee|participant|learner|(?:training|course|qualification|competenc[ey])(?: (?:name|title|course|attended))?|schulung|refresher due",
        r"\btraining|\bcompetenc|\bcourse|\bqualification|\blearning\b|\bskills? matrix|\bawareness\b|\bschulung|\binduction\b|\bformation\b",
        r"question|answer|likelihood|risk|action|decision|finding|due(?: date)?|amount|price",
    ),
    "finding": _shape(
        {
            "number": rf"(?:(?:audit )?(?:finding|gap|nc|ncr|observation|obs|ofi|issue|recommendation|rec\.?|r|nonconformity|non-conformity|audit|f|n\.?c\.?))? ?{_ID}|ncr?",
            "grade": r"(?:(?:(?:finding|risk|nc|observation|priority|recommendation|audit) )?(?:grade|grading|category|severity|seriousness|type|class(?:ification)?|rating|level|priority|kind)(?: (?:rating|level))?|major/minor|einstufung)",
            "clause": r"(?:iso |standard )?(?:clause|standard|control|requirement|criteria|criterion|annex a|reference|ref\. to standard|norm)s?(?: ?(?:/|and|or) ?(?:clause|control|requirement)s?)?(?: ref\.?| no\.?| number)?",
            "source": r"(?:source|audit|origin|(?:(?:came|comes|coming) |where (?:it |does it )?(?:came |comes |come )?)?from|who (?:found|raised|saw|reported) it|where seen|raised (?:in|by|at)|identified (?:in|by|during)|where found|found (?:in|by)|herkunft)",
            "text": r"(?:(?:audit |agreed )?recommendations?|(?:audit |key |detailed )findings?|findings?|areas? of concern|concerns?|shortcomings?|non-?conformit(?:y|ies)|nc|observations?|issues?|deviations?|gaps?|exceptions?|weakness(?:es)?|problems?|fault|description|what (?:(?:was|we|they) (?:found|saw)|(?:is|was|went|has gone) (?:wrong|amiss|missing|lacking|not (?:right|met|in place))|happened|the auditor (?:saw|found))|abweichung|constat|feststellung)(?: (?:description|statement|text|title|details?))?|details?|text|statement|title|summary|what",
            "action": r"(?:corrective actions?|what (?:we|was|has been|is) (?:did|done|do|doing|changed)(?: about it)?|(?:the )?fix|put right by|remedy|repair|cure|measure|capa|correction|actions?(?: (?:required|taken|agreed))?|remediation|ca|ma(?:ss|ß)nahme)",
            "cause": r"(?:root )?causes?|root(?: of (?:it|the (?:matter|problem)))?|root cause analysis|what (?:caused|led to) it|why(?: (?:it (?:happened|came about|went wrong)|did it happen|that happened))?|how (?:it|that) (?:happened|came about)|because(?: of)?|reason",
            "effectiveness": r"(?:did|does|has) (?:it|that|the fix) (?:work|help|hold|last)(?:ed)?|works|worked|(?:fix |it )?(?:held|still holds|proved|checked)|checked (?:by|on)(?: .{2,12})?|effective\??|held|lasting",
            "raised": r"(?:date )?(?:seen|noticed|spotted|raised|opened|identified|reported|found|issued)(?: on)?|date",
            "due": rf"{_DUE}|target|(?:(?:original|agreed|revised|current|proposed|planned|target) )+(?:(?:due|target|implementation|completion) )?(?:date|deadline)|implementation(?: target)? date|date for (?:completion|implementation)|(?:due date for )?response(?: due)?(?: by| date)?",
            "promised": r"(?:original|initial|first(?:ly)? (?:agreed|promised)) (?:due |target |implementation |completion )?(?:date|deadline)",
            "closed": rf"{_CLOSED}|verified(?: on)?",
            "owner": _OWNER,
            "status": _STATUS,
        },
        "text number | text grade | text clause | text owner | text status | text due",
        r"(?:audit )?findings?(?: (?:id|no\.?|ref\.?|description|number|text|title|type|statement))?|audit recommendations?|non-?conformit(?:y|ies)|nc|ncr|abweichung|constat|nc (?:no\.?|number|type)|areas? of concern",
        r"\bfindings?\b|\bnon-?conformit|\bobservations?\b.{0,20}\baudit|\baudit\b.{0,20}\bobservations?|\bNC\b|\bNCR\b|\bdeviations?\b (?:log|register)|\babweichung|\bareas? of concern\b|\bgap (?:analysis|assessment|list|log|register|review)\b|\baudit (?:recommendations?|tracker|actions?)\b|\brecommendations? (?:tracker|tracking|register|log|follow[- ]?up|monitor\w*)",
        r"question|answer|points|weight|likelihood|decision|agenda item|lead auditor|evidence required|effectiveness(?: check)?|for|(?:allowed|not allowed) for|meaning|example|light|traffic light",
    ),
    "corrective_action": _shape(
        {
            "number": rf"(?:(?:ca|capa|car|scar|cpar|pcar|8d|action|corrective action|corrective action request) ?{_ID})|ca|capa|car|scar|{_ID}",
            "for": r"for|(?:related |linked |addresses |from )?(?:findings?|non-?conformit(?:y|ies)|nc|ncr|incident|issue|problem)(?: (?:id|no\.?|ref\.?|number))?|closes|because of",
            "origin": r"from|(?:triggered|raised) by|(?:comes|came|arises|arising|arose|raised|follows|stems) (?:from|in|at|out of)|origin|(?:source|trigger)(?: (?:id|no\.?|ref\.?|number))?",
            "cause": r"(?:root )?causes?|root(?: of (?:it|the (?:matter|problem)))?|root cause analysis|what (?:caused|led to) it|why(?: (?:it (?:happened|came about|went wrong)|did it happen|that happened))?|how (?:it|that) (?:happened|came about)|5 ?whys?|ursache",
            "text": r"(?:(?:permanent |chosen |implemented |long[- ]term )?corrective (?:and preventive )?|corrective ?/ ?preventive |preventive |agreed |planned |improvement )?(?:actions?|measures?|correction)(?:\(s\))?(?: (?:description|taken|planned|agreed|text|plan))?|what(?: (?:we (?:do|did|will do|changed|have done)|(?:was|will be|is|is to be|is being|has been) done))?|(?:the )?fix|remedy|description|remediation|solution|ma(?:ss|ß)nahme",
            "effectiveness": r"(?:effective(?:ness)?\??(?: (?:check|review|verified|verification|confirmed|assessment))?|verified|verification(?: of effectiveness)?|check of effectiveness|(?:did|does|has) (?:it|that|the fix) (?:work|help|hold|last)(?:ed)?|works|worked|held|wirksamkeit|result of (?:the )?check)",
            "owner": _OWNER,
            "due": rf"{_DUE}|target",
            "closed": _CLOSED,
            "status": _STATUS,
        },
        "text cause | text for | text origin | text effectiveness | number text owner | number cause owner | number cause due",
        r"ca|capa|car|(?:ca|capa|car) (?:no\.?|id|number|ref\.?)|corrective actions?(?: .{2,20})?|effectiveness(?: .{3,15})?|(?:root )?cause|ursache|wirksamkeit",
        r"corrective|\bCAPAs?\b|preventive action|improvement (?:log|register|plan)|korrekturma",
        r"question|answer|likelihood|risk|grade|severity|meeting|decision|agenda item|symptom|reported by|reporter",
    ),
    "system": _shape(
        {
            "number": rf"(?:(?:(?:ai )?(?:system|model|use ?case|tool|app(?:lication)?|s)|inventory|register|asset) ?)?{_ID}",
            "name": r"(?:called|known as|what (?:it is|we) call(?:ed)?(?: it)?|(?:ai |it )?(?:system|model|application|tool|solution|use ?case|product|algorithm)(?: name| title)?|(?:given |common |trade |short |product |our )?name(?: of (?:the )?(?:system|model|tool|algorithm))?|nickname|title|system(?:name)?|syst[eè]me|anwendung)",
            "purpose": r"(?:purpose|what (?:it|the (?:system|model|tool|algorithm)) (?:does|is for)(?: in .{3,20})?|description|intended (?:use|purpose)|use|used for|function|business purpose|what for|(?:it )?decides (?:about|on)|helps with|job|zweck|finalit[eé]|task)",
            "role": r"(?:(?:our |organi[sz]ation'?s? |company )?role(?: of the organi[sz]ation)?|(?:provider|developer)/(?:user|deployer)|we are|ai act role|unsere rolle|our part)",
            "supplier": r"(?:(?:name of (?:the )?)?(?:external )?supplier(?: name)?|vendor(?: name)?|(?:supplier|vendor|maker) or (?:in-?house|own(?: (?:work|build))?|self-?built)|vendor ?/ ?provider|provider|manufacturer|maker|developed by|developer|(?:made|built|supplied) by|who (?:made|makes|built|developed|supplies|sells) it|source|origin|third party|(?:bought|comes|came|obtained|licensed|rented|got) from|lieferant|fournisseur)",
            "since": r"(?:(?:in (?:use|production|operation|service)|(?:first )?used|running|in our hands|we have (?:had|used) it) (?:since|from)|since|(?:switched on|introduced|put (?:in(?:to)?|to) (?:use|service|work)|taken into (?:use|service)|went live)(?: on)?|(?:date )?(?:deployed|deployment|go-?live|live|launched)(?: (?:since|on|date))?|live (?:since|from)|start(?:ed| date)?|seit|first used)",
            "assessed": r"(?:(?:(?:last|latest|newest) )?(?:ai )?(?:system )?impact assessments?(?: (?:date|done|of|on|completed|signed|passed))?|(?:last |(?:ai )?impact )?assess(?:ed|ment)(?: (?:on|date))?|aiia|dpia(?: date)?|aisia|last (?:review|assessment)|assessment (?:done|completed|signed|passed)(?: on)?)",
            "ended": r"(?:(?:taken out|switched off|turned off|retired|decommissioned|withdrawn|removed|phased out|shut down|replaced|out of (?:use|service))(?: (?:of (?:use|service)))?(?: (?:on|since|date))?|(?:date )?(?:decommissioned|retired|of retirement)|used (?:until|to|till)|in use (?:until|to|till)|last used)",
            "stage": r"(?:stage|life ?cycle(?: (?:stage|phase|status))?|(?:current |deployment |operational |implementation )?(?:status|state|phase|stage)|in use|phase de vie|lebensphase|deployment status)",
            "risk": r"(?:risk|ai act|impact)(?: (?:class|level|category|rating|tier|classification))|tier|rating|criticality|classification",
            "level": r"(?:risk |impact |ai |ai act )?(?:class|band|grade)",
            "next_assessment": r"next (?:ai )?(?:impact )?assessment(?: due| date| due on| on)?|(?:impact )?(?:re-?assessment|assessment) due(?: on| by| date)?",
            "validated": r"(?:last |latest |model )?validat(?:ion|ed)(?: date| on| done| completed)?|date of (?:last )?validation",
            "review": r"next (?:review|check)(?: due| date| due on| on)?|review due(?: on| by| date)?",
            "owner": r"(?:looked after|run|kept|minded|managed) by|whose|who (?:owns|looks after|runs|minds|answers for) it|(?:(?:ai |it )?(?:system|model|business|product|process|service|technical|application|use ?case|risk|information asset|data) )?owner|senior responsible (?:owner|officer)|sro|product manager|owned by|responsible(?: person| party| manager)?|(?:accountable|answerable)(?: person)?|(?:person|people|manager|who is) (?:answerable|accountable|responsible|in charge)|verantwortlich(?:er|e)?|responsable|in charge",
            "version": r"(?:(?:model |system |software |current |latest )?version(?: no\.?| number)?|release|ver\.?)",
        },
        "name owner stage | name role owner | name purpose owner | name stage role | name purpose stage | name purpose role | name supplier owner | name purpose supplier | number owner stage | name purpose risk | name stage since | name version stage | name owner since | name owner version | name since ended",
        r"(?:ai )?(?:system|model|algorithm|use ?case)s?(?: (?:name|id|owner|no\.?))|ai (?:system|tool|application)s?|our role|(?:is it |uses )?ai\??|ai act (?:class|role|category)|(?:ai )?system|(?:ai )?model|lifecycle stage",
        r"\binventor(?:y|ies)|\bAI (?:systems?|tools?|models?|applications?)|\b(?:systems?|models?|algorithms?|use ?cases?) (?:register|list|catalogue|inventory)|\b(?:application (?:register|catalogue)|applications? (?:inventory|portfolio))|\balgorithmic (?:tools?|transparency|systems?)|\bregister of (?:AI|models|algorithms|systems)|\balgorithms\b|KI-(?:Systeme|Inventar|Register)",
        r"applicant|question|answer|finding|action|likelihood|score|risk|account|right|kpi|target|measure|value|control|location|serial(?: no\.?| number)?|policy|course|clause|recovery time",
    ),
    "supplier": _shape(
        {
            "number": rf"(?:supplier|vendor)? ?{_ID}",
            "name": r"(?:(?:supplier|vendor|provider|third part(?:y|ies)|partner|contractor|sub-?processor|processor|service provider|company|(?:legal )?entity|auftragsverarbeiter|outsourcer|lieferant|fournisseur|prestataire)s?(?: (?:entity )?name)?|name(?: of (?:the )?(?:supplier|vendor|provider))?|organisation|legal name|firm)",
            "service": r"(?:(?:what )?(?:it is |they are )?used for|what for|what (?:it is|they are) for|what (?:we (?:(?:rely on|use|need|have|pay) them for|buy|get|use|have)|they (?:supply|sell|make|give us)|is (?:bought|supplied))(?: (?:from|of|for) (?:them|us))?|(?:products? ?(?:/|or|and) ?)?services?(?: provided| supplied| description| or products?| offered)?|products?(?: supplied)?|(?:processing |main |business )?purpose(?:s)?(?: of (?:the )?(?:processing|use))?|processing activit(?:y|ies)|(?:nature|type) of (?:the )?(?:services?|supply|processing)|what (?:they|it) (?:do|does|provides?|deliver)(?: for us)?|scope(?: of (?:services?|supply))?|goods|delivers|supplies|purpose|description|category of service|leistung|prestation)s?",
            "certificate": r"(?:certificate|certification|cert\.?|iso certificate)(?: (?:runs? out|ends?|until|till|to|valid(?: to| until)?|expir\w+(?: date| on)?|date|good until))+",
            "critical": r"(?:critical(?:ity)?(?: supplier)?|class|tier|importance|key supplier|risk (?:class|tier|level|rating)|high[- ]risk|kritisch|critique)",
            "next_assessment": r"(?:next|planned|upcoming|due)(?: date of)? (?:(?:risk |security )?(?:assessment|review|audit)|(?:re-?)?evaluation|check|due(?: diligence)?|visit)(?: date| due)?|(?:re-?assessment|review|re-?evaluation)(?: due(?: on| date)?| by| date)|next (?:due|one)|(?:(?:look|check|assess|evaluate|review|visit|audit)(?:ed)? )?again(?: by| on| due)?",
            "assessed": r"(?:last |latest |date of (?:last )?)?(?:[A-Z]{1,4}[- ]?\d{1,4} )?(?:assess(?:ed|ment)|review(?:ed)?|evaluat(?:ed|ion)|due diligence|audit(?:ed)?|check(?:ed)?|security review|looked at|scored|visit(?:ed)?|rated|seen)(?: (?:on|date|done|completed))?|bewertet am",
            "rating": r"(?:rating|score|points|marks|result|grade|evaluation result|bewertung)",
            "from": r"(?:contract|agreement)?(?: )?(?:from|start(?: date)?|since|begin|signed)",
            "until": r"(?:(?:contract|agreement) ?)?(?:(?:(?:runs?|valid|in force|lasts) )?(?:to|until|till|out)|end(?: date)?|ends(?: on)?|expir(?:y|es|ation)(?: date| on)?|renewal(?: date| due)?|term)",
            "owner": _OWNER,
            "status": _STATUS,
        },
        "name service | name critical | name assessed | name next_assessment | name owner rating",
        r"(?:supplier|vendor|third[- ]party|service provider|sub-?processor|lieferant|fournisseur|prestataire)s?(?: name)?|contractor",
        r"\bsuppliers?\b|\bvendors?\b|\bthird[- ]part(?:y|ies)\b|\bsub-?processors?\b|\bauftragsverarbeit|\bprocessors? (?:register|list)|\b(?:register|list) of processors|\boutsourc|\bprocurement\b|\blieferanten|\bfournisseurs",
        r"question|answer|likelihood|finding|(?:ai )?system(?: id| name)?|our role|action|price(?: each)?|quantity|amount|policy|course|invoice(?: no\.?)?|age group|position|asset|risk",
    ),
    "applicability": _shape(
        {
            "control": r"(?:(?:annex a |iso |control |soa )?(?:control|clause|requirement|measure|annex)?s?(?: ?(?:id|no\.?|nr\.?|number|ref\.?|reference|#))|(?:annex a )?controls?|annex a|clause|id|no\.?|ref\.?|#|reference|ma(?:ss|ß)nahme|section|a\.)",
            "title": r"(?:in (?:short|brief|a word|plain words)|what it (?:is|says|asks)|(?:control )?(?:title|name|description|objective|text|wording)|controls?|control (?:title|name|description)|requirement|topic|heading|bezeichnung)",
            "applicable": r"(?:applicable|applies|applicability|in scope|included|inclusion|selected|anwendbar|applicable (?:yes/no|y/n)|yes/no|y/n|in(?:/| or )out|in|relevant|exclu(?:ded|sion)|applicability decision)",
            "justification": r"(?:justification|reason|rationale|because(?: of)?|why(?: (?:in|out|in or out|selected|chosen|excluded|included))?|grounds|explanation|comment|reason for (?:selection|inclusion|exclusion|inclusion or exclusion|inclusion/exclusion)|justification for (?:inclusion|exclusion|inclusion or exclusion|inclusion/exclusion)|begr[uü]ndung|basis|driver)s?(?: for .{3,30})?",
            "status": r"(?:implementation(?: status)?|implemented|(?:control )?status|state|maturity|in place|(?:is it )?done(?: yet)?|how far|umsetzung|progress|how implemented|umgesetzt)",
            "owner": _OWNER,
            "evidence": r"(?:evidence|reference document|document|where described|implemented (?:by|in|through)|link|policy)",
        },
        "control applicable | control title status",
        r"applicable|applies|applicability|anwendbar|applicable (?:yes/no|y/n)|included|in scope|excluded|selected|inclusion",
        r"statement of applicability|\bSoA\b|applicability|anwendbarkeit|d[eé]claration d.applicabilit",
        r"question|answer|likelihood|score|applies to|course|employee|requirement source",
    ),
    "exclusion": _shape(
        {
            "control": r"(?:(?:annex a |iso |excluded )?(?:control|clause|requirement)s?(?: ?(?:id|no\.?|number|ref\.?))?|id|no\.?|ref\.?|reference)",
            "title": r"(?:(?:control )?(?:title|name|description|text)|controls?|topic)",
            "justification": r"(?:justification|reason|rationale|because of|why|grounds|explanation|why (?:excluded|not))(?: for (?:the )?(?:exclusion|excluding))?",
            "owner": _OWNER,
        },
        "control justification",
        r"excluded (?:control|clause)s?|(?:reason|justification) for (?:the )?exclu(?:sion|ding)|why excluded",
        r"exclu(?:sions?|ded)\b.{0,40}|not applicable",
        r"applicable|applies|question|rows removed",
    ),
}
"""Subject -> what its registers and forms look like; ``exclusion`` lists only controls that do not apply."""
