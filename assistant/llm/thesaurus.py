"""What English says with several words: groups that tell one deed, thing or manner well enough, a line each.

They only widen what counts as said. No group holds opposites, two deeds that audits keep apart (approve and sign), or
degrees (fell and collapsed); names, figures and bounds are compared by other rules.
"""

from __future__ import annotations

from functools import cache

from assistant.irregular import irregular
from assistant.llm.words import stem_of
from assistant.words import forms

_VERBS = """
    send circulate share distribute forward mail issue dispatch pass transmit submit hand deliver supply provide receive
    receive get obtain gain win acquire secure collect
    buy purchase procure order acquire
    give grant award provide hand present supply offer allow
    start begin launch commence open initiate join enter kick
    finish complete end conclude finalise close
    stop halt suspend pause cease discontinue end
    fix repair mend correct remedy resolve rectify solve amend restore remediate address
    restore rebuild recover reinstate reconstruct
    recover retrieve reclaim regain
    find discover detect identify spot notice see reveal uncover observe establish
    find appear emerge
    raise find identify record note
    tell inform notify advise report brief announce communicate say state mention
    say state declare explain remark note tell claim argue report announce assert mention confirm warn
    show present demonstrate display indicate reveal
    ask request seek invite want demand wish call urge press
    want wish prefer like favour
    prefer favour choose
    choose select pick settle opt decide elect take
    hire recruit employ engage appoint
    employ work serve
    appoint name nominate designate elect make become assign
    leave depart quit resign
    move relocate shift transfer
    delay postpone defer adjourn slip late reschedule push
    extend lengthen prolong
    shorten cut reduce
    raise increase lift grow rise climb up higher
    lower reduce cut decrease fall drop decline shrink down downgrade
    exceed top surpass over above
    write draft prepare author compose produce develop draw
    develop create build design devise establish make form found produce
    agree accept concur consent approve
    approve adopt pass endorse ratify confirm agree grant
    reject refuse decline turn deny
    support back endorse favour
    dispute contest challenge disagree
    cancel scrap abandon
    change amend modify alter revise update adjust
    check verify examine inspect review look
    test try pilot trial
    look view see consider examine read
    store keep retain hold save maintain
    keep continue remain stay
    remain stay continue still
    lose miss
    miss lack absent
    break fail
    leave omit exclude skip
    exclude omit
    plan schedule intend propose target aim expect due foresee
    propose suggest recommend put
    happen occur take
    train teach instruct educate course
    replace swap exchange substitute change succeed supersede
    delete erase remove purge destroy wipe
    remove take withdraw strip clear
    limit restrict confine cap
    install deploy implement introduce fit put set roll
    fit put attach mount place install
    place put position go
    record log note minute document register enter list capture
    register enter list record include
    assign allocate give delegate entrust
    decide resolve determine rule vote settle agree choose conclude judge
    judge conclude consider find deem assess regard
    discuss debate talk consider
    join attend
    gather collect compile
    publish post issue release
    use apply employ utilise operate
    use operate run live
    run operate conduct execute serve
    run last hold apply valid
    pay settle spend cost
    cost price worth come amount charge
    spend cost
    warn alert flag caution
    flag mark highlight
    measure monitor track gauge score
    rate grade score rank judge class classify
    affect touch hit concern impact involve
    cause lead trigger bring prompt result produce make
    cover include comprise contain span extend
    split divide share
    merge combine join
    leak disclose expose
    finance fund pay
    sell dispose
    visit tour call
    answer reply respond response
    compare match
    confirm affirm corroborate certify
    stand deputise cover act substitute fill
    handle manage run lead deal treat
    lead head chair manage
    preside chair moderate
    oversee supervise monitor watch
    watch monitor observe
    own hold responsible accountable charge belong owner
    responsible accountable answerable
    call ring phone telephone
    phone telephone
    write author prepare pen
    help assist aid support
    accompany escort
    arrive come reach
    come arrive return
    return go revert
    prevent save stop avoid
    avoid prevent
    block stop bar
    disable deactivate switch turn suspend
    enable activate
    lock block
    allow permit let may can authorise entitle accept tolerate
    forbid prohibit ban bar disallow outlaw
    require need must demand oblige call necessary want
    need necessary
    tolerate accept
    connect link attach
    carry bear lift bring
    throw discard reject
    bring take carry fetch submit
    count number total amount
    number total amount reach
    contact reach call
    state specify stipulate provide set lay
    set fix define establish specify
    apologise sorry regret
    sit meet gather convene
    meet sit assemble
    meet reach achieve fulfil satisfy attain
    hold take run
    admit concede acknowledge
    acknowledge recognise accept
    learn know aware
    know aware
    believe think
    estimate reckon put
    estimate expect reckon
    expect foresee forecast predict anticipate
    save prevent
    protect safeguard
    weigh heavy
    live reside inhabitant
    rely depend
    wait await
    await wait pending
    repeat redo rerun
    retest repeat
    step resign
    step stand
    rank grade
    sort triage classify
    put place
    paste put enter copy
    print write
    attend present come take go participate
    lapse expire run end
    expire lapse end
    interrupt stop
    speak talk
    dismiss fire sack
    undertake promise pledge commit
    promise pledge undertake commit
    renew extend prolong
    switch change move turn
    upgrade update
    improve better
    worsen deteriorate
    stress emphasise underline
    question query ask
    tie attach fasten bind
    wash sweep
    deal handle treat
    vote ballot
    rise up increase
    outline describe set
    describe explain outline
    chase pursue remind
    finalise complete
    evaluate assess review rate appraise
    assess evaluate judge rate appraise examine
    validate verify confirm
    attempt try
    arrange organise schedule
    move motion propose
    organise arrange run
    overrun exceed
    overspend exceed
    charge bill cost invoice
    owe due
    pull withdraw remove
    spend use
    waive drop
    drop fall
    drop remove
    deduct set offset
    type enter
    shrink fall
    gain rise
    double twice
    halve half
    opt choose
    clear approve
    sanction approve
    acquit clear
    rename call
    call name term
    seal close
"""
_THINGS = """
    staff employee personnel worker people colleague workforce
    people person individual human
    someone person somebody anyone anybody human
    human person manual
    airline carrier operator
    attendee participant present
    business company firm organisation enterprise
    house home household
    household family
    firm company
    client customer
    supplier vendor provider contractor
    consultant contractor
    committee panel board group forum
    department unit division team
    worker handler
    inventory register list catalogue
    list register
    reason cause because ground why
    cause reason because root
    result outcome finding score
    outcome result
    conclusion opinion finding view result
    opinion view
    error mistake fault
    fault defect error failure
    incident event occurrence
    breach violation break
    accident incident
    deadline due date by
    date day due
    deadline target
    start begin
    aim objective goal target purpose
    fee price cost charge
    cost expense price fee expenditure
    sum amount total
    total all altogether overall
    whole entire full total all
    money fund budget amount
    surplus profit
    salary pay wage
    bonus premium
    penalty fine
    loan credit
    share percentage proportion rate percent
    rate ratio frequency
    offer bid quote quotation tender proposal
    suggestion proposal
    request application ask wish
    demand request
    letter mail message note
    note minutes record
    document paper file record
    report paper
    copy version
    version edition release issue
    rule policy requirement
    procedure process
    method approach way
    plan scheme programme
    project programme
    meeting session sitting
    gathering meeting
    motion proposal
    place location site spot
    site location office
    city town
    room hall
    vehicle car van truck lorry
    plane aircraft
    computer machine laptop
    machine computer device
    device machine unit
    phone telephone call
    tool system application app software
    website page site
    system platform tool
    password passphrase
    account login
    right permission access privilege
    permission consent authorisation approval leave
    agreement contract deal
    contract agreement
    holiday leave vacation
    illness sick sickness medical
    ill sick
    absence leave
    test trial exercise drill check
    exercise drill
    drill exercise
    training course session
    lesson learning
    part section component
    kind type sort category class
    class grade level tier
    level grade tier
    grade rating
    year annual
    start launch
    beginning start
    middle mid
    period time term duration
    interval period
    size amount
    maximum limit cap ceiling
    limit threshold ceiling cap
    boundary limit
    measure step action control
    action measure step task
    task action job duty
    job post position role
    post position role job
    function role
    objection dissent
    worry concern
    complaint grievance concern
    appeal complaint
    risk danger hazard threat
    harm damage injury
    damage harm loss
    loss damage
    theft stolen steal robbery
    fraud scam
    help support assistance
    proof evidence
    evidence proof record
    sign indication
    change alteration amendment modification
    amendment addendum change
    addition supplement
    reply answer response
    confirmation acknowledgement
    invitation request
    decision resolution ruling
    sign-off approval
    completion end
    delay late postponement
    lateness delay
    shortage lack
    backlog arrears
    increase rise growth up
    decrease fall drop decline reduction down cut
    difference gap
    replacement successor substitute new
    deputy substitute
    stand-in substitute deputy
    boss manager head
    head chief lead director
    member director
    trustee director
    president chair
    chair chairman chairwoman chairperson preside
    answerable owner own
    signature sign
    photograph photo picture image
    picture image photo
    forecast prediction
    estimate forecast
    model algorithm
    log record
    information data
    data information
    resident inhabitant people
    child minor
    pupil student
    patient sick
    ward unit
    clinic practice
    doctor physician dr
    nurse carer
    driver chauffeur
    night overnight nightly
    remainder rest
    remaining other rest
    rest other
    error slip
    draft proposal
    finding nonconformity
    nonconformity finding deviation
    shortcoming weakness finding
    weakness shortcoming
    strength practice
"""
_MANNER = """
    additional extra further more
    extra additional more spare
    quick fast rapid prompt swift
    slow late
    prior previous earlier former past
    previous earlier last preceding
    earlier previous before
    next following coming subsequent
    current present today
    final last ultimate
    last final latest
    first initial
    new fresh latest
    big large great
    small little
    large big
    long lengthy
    main primary principal chief key
    primary main
    secondary backup fallback
    serious severe grave
    severe serious
    important significant material
    wrong incorrect false mistaken
    incorrect wrong
    right correct true proper genuine
    correct right
    genuine real true
    actual real fact
    true real
    complete full entire whole
    partial part
    empty blank
    missing absent lost lack
    open unresolved outstanding pending unfinished
    overdue late past
    late overdue delay
    ready prepared
    able capable can
    likely probable
    probable likely
    possible potential
    certain sure
    clear plain evident
    cheap low inexpensive
    low little cheap
    expensive costly dear
    equal same
    same identical one
    different other another
    separate different distinct
    joint together
    together jointly joint same both
    simultaneous together same
    yearly annual
    mandatory compulsory obligatory required must
    compulsory mandatory
    voluntary optional
    allowed permitted
    secret confidential
    free vacant
    busy engaged
    adequate sufficient enough satisfactory
    sufficient adequate enough
    satisfactory adequate
    unsatisfactory inadequate poor
    good satisfactory
    poor bad weak
    bad poor
    automatic automatically
    manual hand
    unanimous unanimously all
    unanimously unanimous all
    immediate immediately once same straight
    immediately once immediate same
    afterwards later
    later after
    beforehand ahead advance prior before
    advance ahead beforehand prior
    ahead advance beforehand
    soon shortly
    overseas abroad
    abroad overseas
    local site
    roughly about approximately
    merely only
    solely only alone
    solely exclusively
    mainly mostly
    usually normally
    precise exact
    overall general total
    entire whole
    apart except
    safe secure
    secure safe
    permanent lasting
    temporary interim provisional
    interim temporary
    provisional temporary
    annual yearly
    quiet silent
    external outside
    internal inside
    abroad foreign
    polite courteous courtesy
    careful thorough
    hidden concealed
    aware know
    electronic digital
    online internet web
    urgent pressing
    private personal
    personal private
    known aware
    acceptable tolerable
"""


def alike(stem: str) -> frozenset[str]:
    """The stems that tell what ``stem`` tells, itself not among them."""
    return _table().get(stem, frozenset())


def common(stem: str) -> bool:
    """Whether a stem is a word of ordinary English, as far as the groups go."""
    return stem in _table()


def likeness(stem: str, held: frozenset[str]) -> bool:
    """Whether a word of ``held`` tells what ``stem`` tells."""
    return not _near(stem).isdisjoint(held)


@cache
def _near(stem: str) -> frozenset[str]:
    return frozenset[str]().union(*map(forms, alike(stem)))


@cache
def _table() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for line in f"{_VERBS}\n{_THINGS}\n{_MANNER}".splitlines():
        stems = {stem_of(word) for word in line.split()}
        stems |= {form for stem in stems for form in irregular(stem)}
        for stem in stems:
            table.setdefault(stem, set()).update(stems - {stem})
    return {stem: frozenset(others) for stem, others in table.items()}
