"""Short and pet forms of forenames that are in use among older people in England: which names may be one name."""

from collections import defaultdict

# One family a line; a name may be in several.
_FAMILIES = """
abigail abbie abby gail
agnes aggie nessie nancy
albert al bert bertie
alexander alec alex alick sandy
alexandra alex sandra sandy
alfred alf alfie fred
alice allie
amelia milly amy
andrew andy drew
angela angie
ann anne anna annie nan nancy annette
anthony tony ant
archibald archie
arthur art
barbara babs barb
beatrice bea beattie trixie
benjamin ben benny
bernard bernie
bridget biddy bridie
caroline carrie caz lyn
catherine katherine kathleen kathryn cath cathy kath kathy kate katie kitty kay
cecilia cissie celia sheila
charles charlie chas chuck
charlotte lottie charlie
christina christine chris chrissie tina
christopher chris kit
clifford cliff
cyril cy
daniel dan danny
daphne daph
david dave davy dai
deborah debra deb debbie
dennis denis den
derek del
donald don
doreen dor
doris dolly
dorothy dot dottie dolly dora thea
edith edie
edmund ed eddie ted
edward ed eddie ned ted teddy
eileen aileen ellie
eleanor ellen nell nellie nora ellie elly
elizabeth elisabeth bess bessie beth betty betsy eliza elsie lib libby lil lilibet lisa liz lizzie
emily em milly
emma em emmie
ernest ern ernie
ethel eth
eunice una
evelyn eve evie
florence flo florrie flossie
frances fran fanny frankie
francis frank frankie
frederick fred freddie
gabriel gabe
geoffrey jeffrey geoff jeff
george georgie
gerald gerry jerry
gerard gerry jerry
gertrude gert gertie trudy
gladys glad
gordon gord
graham graeme
gregory greg
gwendoline gwendolen gwen
harold harry hal
harriet hattie harrie
helen nell nellie ellen
henrietta etta hettie
henry harry hal
herbert bert bertie herb
hilda hild
horace horry
hubert bert hugh
ida ide
irene rene renie
isabel isabella isobel bel bella belle izzy
jacqueline jackie jacqui
james jim jimmy jamie jem
jane janet janie jenny jean jeannie
janet jan jenny
jennifer jen jenny
jeremy jerry jez
jessica jessie jess
joan joanie joanna jo
john jack johnny jon jock ian
jonathan jon jonny
joseph joe joey jos
josephine jo josie
joyce joy
judith judy
julia julie
kenneth ken kenny
laura laurie
laurence lawrence larry laurie lol
leonard len lenny leo
leslie les
lesley les
lilian lillian lil lily lilly
louisa louise lou
lucy lucille lu
mabel may mabs
margaret daisy greta madge mag maggie marge margery marjorie meg megan molly peg peggy rita maisie
marian marion mary
marjorie margery marge madge
martha marty mattie patty
mary maria marie may minnie moll molly polly mamie
matilda tilly maud maude
matthew mat matt
maureen mo
maurice morris mo
maximilian max
michael mick mickey mike micky
mildred millie milly
millicent millie milly
muriel mu
nathaniel nat nathan
neville nev
nicholas nick nicky
norman norm
olive olivia ollie livvy
oliver ollie
pamela pam
patricia pat patsy patty tricia trish
patrick pat paddy
peter pete
philip phillip phil pip
phyllis phyl phil
priscilla cilla
prudence pru
raymond ray
rebecca becky becca
reginald reg reggie
richard dick dickie rich richie rick ricky
robert rob robbie bob bobbie bobby bert
roderick rod roddy
rodney rod
roger rodge
ronald ron ronnie
rosemary rose rosie
roy royston
rupert bert
samuel sam sammy
samantha sam
sarah sara sally sadie
sheila shelagh
sidney sydney sid syd
stanley stan
stephen steven steve
susan susannah suzanne sue susie
sylvia syl
terence terrence terry
theodore theo ted
theresa teresa terry tess tessa
thomas tom tommy
timothy tim
veronica ronnie vera
victor vic
victoria vicky vickie tori
vincent vin vince vinny
violet vi
vivian viv
walter wal wally walt
wilfred wilf fred
wilhelmina mina minnie billie
william bill billy will willie wills liam
winifred win winnie freda
yvonne vonnie
zachary zac zak
""".strip()


def _read(families: str) -> dict[str, frozenset[str]]:
    """Name -> the heads of the families that it is in."""
    heads: dict[str, set[str]] = defaultdict(set)
    for line in families.splitlines():
        head, *others = line.split()
        for name in (head, *others):
            heads[name].add(head)
    return {name: frozenset(found) for name, found in heads.items()}


_HEADS = _read(_FAMILIES)


def full_forms(name: str) -> frozenset[str]:
    """The names that this one may be short for, itself among them; `name` in small letters."""
    return _HEADS.get(name, frozenset()) | {name}
