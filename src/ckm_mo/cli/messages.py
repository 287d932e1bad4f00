"""The sentences of the command line: its help, its notes, and the interview."""

from collections.abc import Mapping
from typing import Final

SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    "sheet_results": ("results", "uitkomsten"),
    "sheet_codebook": ("codebook", "codeboek"),
    "usage_suffix": (
        "--format {given} does not go with -o {file}: the end of the name chooses the format ({suffixes}).",
        "--format {given} gaat niet samen met -o {file}: het einde van de naam bepaalt de vorm ({suffixes}).",
    ),
    "usage_form": (
        "{option} {file}: that format is not written here. Give a name that ends in one of {suffixes}.",
        "{option} {file}: die vorm wordt hier niet geschreven. Geef een naam die eindigt op een van {suffixes}.",
    ),
    "template_package": (
        "It describes {file} in the same folder; for a table with another name, change its path.",
        "Dit beschrijft {file} in dezelfde map; pas bij een tabel met een andere naam het pad aan.",
    ),
    "usage_no_codes": (
        "--format qdc: there are no codes for {keys}. Name another variable, or none for all.",
        "--format qdc: voor {keys} zijn er geen codes. Noem een andere variabele, of geen voor alle.",
    ),
    "usage_no_picture": (
        "there is no picture of this. There are pictures of tally (profiles, groups, dial, shift) and of plan (width).",
        (
            "hiervan is er geen afbeelding. Er zijn afbeeldingen van tally (profiles, groups, dial, shift) en van plan "
            "(width)."
        ),
    ),
    "usage_form_picture": (
        "-o {file}: only tally and plan have pictures. Give a name that ends in one of {suffixes}.",
        "-o {file}: alleen tally en plan hebben afbeeldingen. Geef een naam die eindigt op een van {suffixes}.",
    ),
    "usage_terminal": (
        "--format {given} does not go to a terminal. Give -o FILE.",
        "--format {given} gaat niet naar een terminal. Geef -o BESTAND op.",
    ),
    "usage_picture": (
        "--picture {given} does not go with the other options. With these the pictures are: {choices}.",
        "--picture {given} gaat niet samen met de andere opties. Hiermee zijn de afbeeldingen: {choices}.",
    ),
    "usage_picture_form": (
        "--picture needs -o FILE with a name that ends in .svg, .png or .pdf, or one of these as --format.",
        "Bij --picture is -o BESTAND nodig met een naam op .svg, .png of .pdf, of een daarvan als --format.",
    ),
    "help_picture": (
        (
            "which picture, with -o FILE.svg, .png or .pdf (default: profiles; groups with --by; dial with several "
            "numbers at --at-most-yes)"
        ),
        (
            "welke afbeelding, met -o BESTAND.svg, .png of .pdf (standaard: profiles; groups bij --by; dial bij "
            "meer getallen bij --at-most-yes)"
        ),
    ),
    "usage_options": ("[options]", "[opties]"),
    "usage_wrong": ("{program}: error: {problem}", "{program}: fout: {problem}"),
    "usage_line": ("usage: {usage}", "gebruik: {usage}"),
    "usage_unknown_command": (
        'there is no command "{name}". Choose from {commands}.',
        'er is geen opdracht "{name}". Kies uit {commands}.',
    ),
    "usage_unknown_command_near": (
        'there is no command "{name}". Did you mean "{closest}"?',
        'er is geen opdracht "{name}". Bedoelt u "{closest}"?',
    ),
    "usage_unknown": ("unknown arguments: {given}", "onbekende argumenten: {given}"),
    "usage_unknown_near": (
        "unknown arguments: {given}. Did you mean {option}?",
        "onbekende argumenten: {given}. Bedoelt u {option}?",
    ),
    "usage_behind": (
        "unknown arguments: {given}. Tables go behind {option}.",
        "onbekende argumenten: {given}. Tabellen komen achter {option}.",
    ),
    "usage_apart": (
        "{given} stands apart from the arguments before it. Give them together, before or after the options.",
        "{given} staat los van de argumenten ervoor. Geef ze bij elkaar, vóór of na de opties.",
    ),
    "usage_goes_with": ("{option} goes with {other}.", "{option} hoort bij {other}."),
    "usage_file_output": (
        "--format {given} needs -o FILE, with a name that ends in .{given}.",
        "Bij --format {given} is -o BESTAND nodig, met een naam op .{given}.",
    ),
    "help_missing": (
        (
            "what a .sav declares as missing: not_coded (default), or all open answers. With all, the valid percent of "
            "SPSS is of the decided answers alone"
        ),
        (
            "wat een .sav als ontbrekend aanmerkt: not_coded (standaard), of alle open antwoorden (all). Met all gaat "
            "het geldige percentage van SPSS alleen over de besliste antwoorden"
        ),
    ),
    "missing_all": (
        (
            "Unknown and not stated are declared as missing: the valid percent that SPSS shows is of the decided "
            "answers alone, which overstates what is stated."
        ),
        (
            "Onbekend en niet vermeld zijn als ontbrekend aangemerkt: het geldige percentage dat SPSS toont, gaat "
            "alleen over de besliste antwoorden, en overschat wat is vermeld."
        ),
    ),
    "help_sheet": (
        "the sheet of workbooks (default: the only one that is not hidden)",
        "het blad van werkmappen (standaard: het enige dat niet verborgen is)",
    ),
    "no_memory": (
        "There is not enough memory, and nothing was written. Close other programs, or give fewer cases at a time.",
        "Er is te weinig geheugen; er is niets geschreven. Sluit andere programma's, of geef minder casussen tegelijk.",
    ),
    "unexpected": (
        "Internal error ({kind}). This is a bug; nothing was written. --debug shows where.",
        "Interne fout ({kind}). Dit is een bug; er is niets geschreven. --debug toont waar.",
    ),
    "groups_few_where": ("the cases of --where", "de casussen van --where"),
    "groups_few": (
        (
            "Groups of fewer than {few} cases: {groups}. Figures about so few cases can point to a person; look before "
            "you share them."
        ),
        (
            "Groepen van minder dan {few} casussen: {groups}. Cijfers over zo weinig casussen kunnen naar een persoon "
            "te herleiden zijn; kijk ernaar voordat u ze deelt."
        ),
    ),
    # Notes on tables.
    "other_columns": ("Columns not used: {columns}.", "Niet gebruikte kolommen: {columns}."),
    "kept_columns": (
        "Columns not used, but kept: {columns}.",
        "Niet gebruikte kolommen, die wel blijven staan: {columns}.",
    ),
    "victims_repeated": (
        "Rows with a victim who is already in an earlier row: {count}.",
        "Rijen met een slachtoffer dat al in een eerdere rij voorkomt: {count}.",
    ),
    "may_belong": (
        "It is open whether this case belongs to the group.",
        "Het is open of deze casus bij de groep hoort.",
    ),
    "reading_files": ("Reading", "Lezen"),
    "template_values": (
        "The allowed values: ckm-mo template --format table",
        "De toegestane waarden: ckm-mo template --format table",
    ),
    "agreement_reading": (
        (
            "Reading of the verdicts: {reading} ({open} open, {closed} closed, all coders together). Verdicts that "
            "rest on silence: {silent}."
        ),
        (
            "Leeswijze van de uitkomsten: {reading} ({open} open, {closed} gesloten, alle codeurs samen). Uitkomsten "
            "die berusten op niet-vermelding: {silent}."
        ),
    ),
    "same_table": (
        "Identical tables: {coders}. A table always agrees with itself, so these figures say nothing.",
        "Identieke tabellen: {coders}. Een tabel komt altijd met zichzelf overeen, dus deze cijfers zeggen niets.",
    ),
    "usage_one_table": (
        "{command} needs the tables of at least two coders.",
        "Voor {command} zijn de tabellen van ten minste twee codeurs nodig.",
    ),
    "usage_empty": ("the argument after {before} is empty", "het argument na {before} is leeg"),
    "usage_one_file": (
        "{file} is given for two outputs. Give different files.",
        "{file} is voor twee uitvoerbestanden opgegeven. Geef verschillende bestanden.",
    ),
    "help_coders": (
        "tables (CSV, .xlsx, .ods, .sav, .parquet), one for each coder; - for standard input",
        "tabellen (CSV, .xlsx, .ods, .sav, .parquet), één per codeur; - voor standaardinvoer",
    ),
    "help_disagreements": ("list the answers on which coders differ", "toon de antwoorden waarin codeurs verschillen"),
    "help_merged": (
        "write a table with the answers that all coders gave; the rest is left empty",
        "schrijf een tabel met de antwoorden die alle codeurs gaven; de rest blijft leeg",
    ),
    "help_decide": (
        (
            "write a table of decisions (.csv, or .xlsx with lists to choose from): a row for each answer on which "
            "coders differ, to be filled in and given to merge"
        ),
        (
            "schrijf een tabel met beslissingen (.csv, of .xlsx met keuzelijsten): een rij voor elk antwoord waarin "
            "codeurs verschillen, om in te vullen en aan merge te geven"
        ),
    ),
    "help_decisions": (
        "the table of decisions that agree --decide wrote, filled in; it is not changed",
        "de tabel met beslissingen die agree --decide schreef, ingevuld; deze wordt niet gewijzigd",
    ),
    "help_leave_open": (
        "write unknown where coders differ and nothing is decided",
        "vul onbekend in waar codeurs verschillen en niets is besloten",
    ),
    "decisions_written": (
        "{file}: answers to decide: {count}; of these change a verdict: {changing}.",
        "{file}: antwoorden om over te beslissen: {count}; daarvan wijzigen een uitkomst: {changing}.",
    ),
    "decisions_kept": (
        "The earlier version of {file} is now in {kept}. Decisions that still fit and were taken over: {count}.",
        "De vorige versie van {file} staat nu in {kept}. Beslissingen die nog passen en zijn overgenomen: {count}.",
    ),
    "sheet_decisions": ("decisions", "beslissingen"),
    "help_confidence": (
        "confidence level of the intervals, between 0 and 1 (default: 0.95); needs SciPy",
        "betrouwbaarheid van de intervallen, tussen 0 en 1 (standaard: 0.95); hiervoor is SciPy nodig",
    ),
    "interrupted": ("Interrupted.", "Afgebroken."),
    # Wrong usage.
    "usage_ignore_missing": (
        "--ignore {column}: no table has this column.",
        "--ignore {column}: deze kolom staat in geen enkele tabel.",
    ),
    "usage_ignore_variable": (
        "--ignore {column}: this is a column of the codebook and cannot be ignored.",
        "--ignore {column}: dit is een kolom van het codeboek en kan niet worden overgeslagen.",
    ),
    "usage_methods": (
        "--methods writes sentences: it goes with --format {choices}.",
        "--methods schrijft zinnen: dat gaat samen met --format {choices}.",
    ),
    "usage_keep": ("--keep goes with --format csv, xlsx or sav.", "--keep hoort bij --format csv, xlsx of sav."),
    "usage_page_long": (
        (
            "a page lists at most {most} cases. Use --format csv for all of them, or ckm-mo tally for a page of their "
            "counts."
        ),
        (
            "een pagina bevat hoogstens {most} casussen. Gebruik --format csv voor alle casussen, of ckm-mo tally "
            "voor een pagina met hun aantallen."
        ),
    ),
    "usage_standard_twice": (
        "- (standard input) can be read only once.",
        "- (standaardinvoer) kan maar één keer worden gelezen.",
    ),
    "usage_pair": (
        "{given}: give KEY=ANSWER, such as violence=yes.",
        "{given}: geef VARIABELE=ANTWOORD, zoals geweld=ja.",
    ),
    "usage_where": (
        "--where {given}: give KEY=VALUE, such as relation=affective.",
        "--where {given}: geef VARIABELE=WAARDE, zoals relatie=affectief.",
    ),
    "usage_encoding": (
        "--encoding {encoding}: there is no such encoding.",
        "--encoding {encoding}: deze tekencodering bestaat niet.",
    ),
    "usage_no_answers": (
        (
            "Without a terminal nothing can be asked: give the case's answers, such as ckm-mo case relation=affective "
            "violence=yes. `ckm-mo codebook` lists the variables."
        ),
        (
            "Zonder terminal kan niets worden gevraagd: geef de antwoorden van de casus, zoals ckm-mo case "
            "relatie=affectief geweld=ja. `ckm-mo codebook` toont de variabelen."
        ),
    ),
    "reasons_elsewhere": ("The reasons: --format table, md or json.", "De redenen: --format table, md of json."),
    # The commands, in the order of the help. The name of each is its module's.
    "command_case": ("classify and explain one case", "deel één casus in en licht de uitkomst toe"),
    "command_classify": ("classify the cases of tables", "deel de casussen van tabellen in"),
    "command_tally": ("count the cases of tables by profile", "tel de casussen van tabellen naar profiel"),
    "command_claim": (
        "judge claims about tables over all completions of their open answers",
        "beoordeel beweringen over tabellen, wat de open antwoorden ook zijn",
    ),
    "command_plan": (
        "list which cases to reopen, and what to look for",
        "toon welke casussen u opnieuw opent, en waarnaar u zoekt",
    ),
    "command_explain": ("explain one case of a table", "licht de uitkomst van één casus uit een tabel toe"),
    "command_check": (
        "check tables: how far they are coded, and which answers do not fit each other",
        "controleer tabellen: hoever ze zijn gecodeerd, en welke antwoorden niet bij elkaar passen",
    ),
    "command_agree": (
        "measure agreement between coders of the same cases",
        "meet de overeenstemming tussen codeurs van dezelfde casussen",
    ),
    "command_merge": (
        "merge the tables of several coders into one, with their decisions on the answers in which they differ",
        "voeg de tabellen van meerdere codeurs samen, met hun beslissingen over de antwoorden waarin zij verschillen",
    ),
    "command_codebook": ("show the variables and what they mean", "toon de variabelen en wat ze betekenen"),
    "command_rules": ("show the rules and profiles, or verify them", "toon de regels en profielen, of controleer ze"),
    "command_template": ("make an empty table", "maak een lege tabel"),
    "command_study": (
        "show the study's figures and what they allow, or compare cases with them",
        "toon de cijfers van het onderzoek en wat ze toelaten, of vergelijk er casussen mee",
    ),
    # Help.
    "help_program": (
        "Classify coded cases by the CKM format of offenders' methods, without hiding what is unknown.",
        (
            "Deel gecodeerde casussen in volgens het CKM-format voor werkwijzen van daders, zonder te verbergen wat "
            "onbekend is."
        ),
    ),
    "help_strict": ("exit with code 1 if there is a query", "stop met exitcode 1 als er een controlevraag is"),
    "help_help": ("show this help and exit", "toon deze hulp en stop"),
    "help_version": ("show the version and exit", "toon de versie en stop"),
    "help_answers": (
        "answers, such as violence=yes; keys are a table's columns, in English or Dutch",
        "antwoorden, zoals geweld=ja; variabelen zijn de kolommen van een tabel, in het Nederlands of Engels",
    ),
    "help_tables": (
        "tables (CSV, .xlsx, .ods, .sav, .parquet); - for standard input",
        "tabellen (CSV, .xlsx, .ods, .sav, .parquet); - voor standaardinvoer",
    ),
    "help_table": (
        "a table (CSV, .xlsx, .ods, .sav, .parquet); - for standard input",
        "een tabel (CSV, .xlsx, .ods, .sav, .parquet); - voor standaardinvoer",
    ),
    "help_case_id": ("the id of the case", "de id van de casus"),
    "help_keys": ("show only these variables", "toon alleen deze variabelen"),
    "help_by": (
        "also count for each value of a variable, a result or a column",
        "tel ook per waarde van een variabele, uitkomst of kolom",
    ),
    "metavar_claims": ("TABLE|CLAIM", "TABEL|BEWERING"),
    "metavar_folder": ("FOLDER", "MAP"),
    "help_given": (
        "tables, and claims: an argument with an operator, such as NOH >= each, is a claim",
        "tabellen, en beweringen: een argument met een teken, zoals NOH >= elk, is een bewering",
    ),
    "help_claims": ("read claims from a file, one per line", "lees beweringen uit een bestand, één per regel"),
    "help_witness": (
        "write for each open claim a table in which it holds and one in which it fails, into this folder",
        "schrijf bij elke open bewering een tabel waarin zij klopt en een waarin niet, in deze map",
    ),
    "help_claim_yes": (
        "assume that at most this many open answers about means are yes",
        "neem aan dat hoogstens zoveel open antwoorden over dwangmiddelen ja zijn",
    ),
    "help_plan_answers": (
        "how many answers you can look up (default: as many as are guaranteed to help)",
        "hoeveel antwoorden u kunt opzoeken (standaard: zoveel als zeker iets opleveren)",
    ),
    "help_per": (
        "show the plan by this column, variable or result, such as investigation",
        "toon het plan per kolom, variabele of uitkomst, zoals opsporingsonderzoek",
    ),
    "usage_no_claim": (
        'give a claim, such as "NOH >= each", or a file of claims with --claims.',
        'geef een bewering, zoals "NOH >= elk", of een bestand met beweringen met --claims.',
    ),
    "usage_no_table": ("give a table that the claims are about.", "geef een tabel waar de beweringen over gaan."),
    "usage_witness": ("--witness {folder}: there is no such folder.", "--witness {folder}: deze map bestaat niet."),
    "usage_claims_text": (
        "--claims {file}: a file of claims is text in UTF-8, one claim per line.",
        "--claims {file}: een bestand met beweringen is tekst in UTF-8, één bewering per regel.",
    ),
    "help_groups": ("how many groups --by may have (default: 50)", "hoeveel groepen --by mag hebben (standaard: 50)"),
    "help_least": (
        (
            "mark groups of fewer cases, and in them what all or none of the cases have (default: 5; 0 or 1: no mark); "
            "nothing is left out"
        ),
        (
            "markeer groepen van minder casussen, en daarin wat voor alle of geen van de casussen geldt (standaard: 5; "
            "0 of 1: geen markering); er wordt niets weggelaten"
        ),
    ),
    "help_group_assumed": ("assumptions and intervals", "aannames en intervallen"),
    "help_at_most_yes": (
        (
            "assume that at most this many open answers about means are yes; several numbers, such as 0,2,5, show a "
            "table"
        ),
        (
            "neem aan dat hoogstens zoveel open antwoorden over dwangmiddelen ja zijn; meer getallen, zoals 0,2,5, "
            "geven een tabel"
        ),
    ),
    "help_tally_confidence": (
        "confidence level of the intervals, between 0 and 1 (default: 0.95)",
        "betrouwbaarheid van de intervallen, tussen 0 en 1 (standaard: 0.95)",
    ),
    "help_interval": (
        "which intervals; none: the cases are the whole population, so there is no interval",
        "welke intervallen; none: de casussen zijn de hele populatie, dus er is geen interval",
    ),
    "help_population": (
        "the cases are a random sample from a population of this size",
        "de casussen zijn een aselecte steekproef uit een populatie van deze omvang",
    ),
    "help_cluster": (
        "cases with the same value in this column may be alike, which widens the intervals",
        "casussen met dezelfde waarde in deze kolom kunnen op elkaar lijken; dat maakt de intervallen breder",
    ),
    "usage_number": (
        "{option} {given}: give a whole number, 0 or more.",
        "{option} {given}: geef een geheel getal, 0 of meer.",
    ),
    "help_methods": (
        "write the methods paragraph of a paper, and what to cite, instead of the tally",
        "schrijf de methodeparagraaf van een artikel, met bronvermelding, in plaats van de telling",
    ),
    "help_decided_only": (
        "count only decided cases; the output says so",
        "tel alleen besliste casussen; dat staat er dan bij",
    ),
    "help_keep": (
        "put the table's own columns first (csv, xlsx, sav)",
        "zet de eigen kolommen van de tabel vooraan (csv, xlsx, sav)",
    ),
    "help_rules_check": (
        "verify the rules by enumeration; exit code 1 if one fails",
        "controleer de regels door opsomming; exitcode 1 als er iets niet klopt",
    ),
    "help_reading": (
        'how to read silence where a case does not say: open (default), or closed (silence is "no")',
        "hoe niet-vermelding wordt gelezen bij casussen zonder eigen leeswijze: open (standaard) of als nee (closed)",
    ),
    "help_period": ("only means of coercion in one period", "alleen dwangmiddelen in één periode"),
    "help_empty": (
        "how to read an empty cell (default: not_coded)",
        "hoe een lege cel wordt gelezen (standaard: not_coded)",
    ),
    "help_empty_case": (
        "how to read an answer that is not given (default: not_coded)",
        "hoe een antwoord wordt gelezen dat niet is gegeven (standaard: not_coded)",
    ),
    "help_where": (
        "only cases that meet this condition, or may meet it; repeat for several conditions",
        "alleen casussen die (mogelijk) aan deze voorwaarde voldoen; herhaal dit voor meer voorwaarden",
    ),
    "help_ignore": (
        "this column looks like a misspelt variable, but is your own; repeat for several columns",
        "deze kolom lijkt op een variabele, maar is een eigen kolom; herhaal dit voor meer kolommen",
    ),
    "help_encoding": ("encoding of the tables (default: utf-8)", "tekencodering van de tabellen (standaard: utf-8)"),
    "help_format": ("format of the output (default: {default})", "vorm van de uitvoer (standaard: {default})"),
    "help_plain": (
        "write for a screen reader: one thing per line, no columns, nothing drawn",
        "schrijf voor een schermlezer: één gegeven per regel, geen kolommen, niets getekend",
    ),
    "metavar_character": ("CHARACTER", "TEKEN"),
    "help_separator": (
        (
            "between the cells of CSV: , or ; or tab. With it, or with --decimal, the file begins with a byte-order "
            "mark and its lines end as on Windows, for spreadsheets"
        ),
        (
            "tussen de cellen van CSV: , of ; of tab. Hiermee, of met --decimal, begint het bestand met een "
            "byte-order mark en eindigen regels als in Windows, voor spreadsheets"
        ),
    ),
    "help_decimal": (
        "before the decimals of numbers in CSV: . or ,",
        "vóór de decimalen van getallen in CSV: . of ,",
    ),
    "usage_marks": (
        "--separator and --decimal go with --format csv.",
        "--separator en --decimal horen bij --format csv.",
    ),
    "usage_mark": (
        (
            "--separator {separator} with --decimal {decimal}: the separator is , or ; or tab, which tables are read "
            "with, and the decimal mark . or ,"
        ),
        (
            "--separator {separator} met --decimal {decimal}: het scheidingsteken is , of ; of tab, waarmee tabellen "
            "worden gelezen, en het decimaalteken . of ,"
        ),
    ),
    "usage_marks_alike": (
        'the separator and the decimal mark are both {given}. Use --separator ";" --decimal ","',
        'het scheidingsteken en het decimaalteken zijn beide {given}. Gebruik --separator ";" --decimal ","',
    ),
    "usage_tabs": (
        "-o {file}: the cells of a {suffix} are separated by tabs. Use a name that ends in .csv.",
        "-o {file}: de cellen van een {suffix} zijn gescheiden door tabs. Gebruik een naam op .csv.",
    ),
    "easier_workbook": (
        'A spreadsheet opens .xlsx without questions: -o {file}. CSV with semicolons: --separator ";" --decimal ","',
        'Een spreadsheet opent .xlsx zonder vragen: -o {file}. CSV met puntkomma\'s: --separator ";" --decimal ","',
    ),
    "help_output": (
        "write to a file, completely or not at all; - for standard output (default)",
        "schrijf naar een bestand, volledig of helemaal niet; - voor standaarduitvoer (standaard)",
    ),
    "help_force": ("replace the file if it exists", "vervang het bestand als het al bestaat"),
    "help_lang": ("language (default: the locale's)", "taal (standaard: die van de omgeving)"),
    "help_debug": ("show a traceback when something fails", "toon de traceback als er iets mislukt"),
    "help_group_commands": ("commands", "opdrachten"),
    "help_group_reading": ("reading cases", "casussen lezen"),
    "help_group_output": ("output", "uitvoer"),
    "help_examples": ("examples:", "voorbeelden:"),
    "help_command": ("COMMAND", "OPDRACHT"),
    "metavar_table": ("TABLE", "TABEL"),
    "metavar_answer": ("KEY=ANSWER", "VARIABELE=ANTWOORD"),
    "metavar_value": ("KEY=VALUE", "VARIABELE=WAARDE"),
    "metavar_file": ("FILE", "BESTAND"),
    "metavar_column": ("COLUMN", "KOLOM"),
    "metavar_variable": ("VARIABLE", "VARIABELE"),
    "metavar_name": ("NAME", "NAAM"),
    "metavar_key": ("KEY", "VARIABELE"),
    "metavar_case_id": ("CASE_ID", "CASUS_ID"),
    "metavar_number": ("NUMBER", "GETAL"),
    "help_block": ("a part of the figures (default: {default})", "een deel van de cijfers (standaard: {default})"),
    "help_bounds": (
        "the least and the greatest number of victims that the printed margins allow each profile",
        "het kleinste en het grootste aantal slachtoffers dat de randtotalen per profiel toelaten",
    ),
    "help_compare": (
        "tables to compare with the study's figures; - for standard input",
        "tabellen om met de cijfers van het onderzoek te vergelijken; - voor standaardinvoer",
    ),
    "help_cases": (
        "count cases, even if a victim is in more than one",
        "tel casussen, ook als een slachtoffer in meerdere casussen voorkomt",
    ),
    "help_reading_study": (
        "only this reading of silence, not both side by side",
        "alleen deze leeswijze van niet-vermelding, niet beide naast elkaar",
    ),
    "help_period_study": (
        "only figures and means of coercion of one period",
        "alleen cijfers en dwangmiddelen van één periode",
    ),
    # The interview.
    "interview_keys": (
        (
            "Type a letter and Enter. ? explains a question, < goes back, q stops; the verdict follows from what you "
            "have answered."
        ),
        (
            "Typ een letter en Enter. ? licht een vraag toe, < gaat terug, q stopt; de uitkomst volgt uit wat u al "
            "hebt geantwoord."
        ),
    ),
    "interview_prompt": ("> ", "> "),
    "interview_prompt_plain": ("Answer: ", "Antwoord: "),
    "answer_unknown": ("unknown: the source leaves it open", "onbekend: de bron laat het open"),
    "answer_not_stated": ("not stated: the source is silent", "niet vermeld: de bron zwijgt erover"),
    "answer_not_coded": ("left empty", "leeg gelaten"),
    "letter_unknown": ("u", "o"),
    "letter_not_stated": ("s", "v"),
    "interview_several": (
        "Several at once: type their letters together, such as {example}.",
        "Meer tegelijk: typ de letters achter elkaar, zoals {example}.",
    ),
    "interview_before": (
        "Your answer: {answer}. Type {again} to keep it.",
        "Uw antwoord: {answer}. Typ {again} om dat zo te laten.",
    ),
    "interview_left": ("At most {count} questions left.", "Nog hoogstens {count} vragen."),
    "interview_left_one": ("At most {count} question left.", "Nog hoogstens {count} vraag."),
    "interview_record": (
        "Decided: {outcome}. {count} questions remain for the record; q leaves them empty.",
        "Beslist: {outcome}. Er zijn nog {count} vragen voor een volledige casus; q laat ze leeg.",
    ),
    "interview_record_one": (
        "Decided: {outcome}. {count} question remains for the record; q leaves it empty.",
        "Beslist: {outcome}. Er is nog {count} vraag voor een volledige casus; q laat die leeg.",
    ),
    "interview_record_open": (
        "No question left can change the verdict. {count} questions remain for the record; q leaves them empty.",
        "Niets kan de uitkomst nog veranderen. Er zijn nog {count} vragen voor een volledige casus; q laat ze leeg.",
    ),
    "interview_record_open_one": (
        "No question left can change the verdict. {count} question remains for the record; q leaves it empty.",
        "Niets kan de uitkomst nog veranderen. Er is nog {count} vraag voor een volledige casus; q laat die leeg.",
    ),
    "interview_cost": (
        (
            "{count} questions are left empty. The counts of means, and the agreement between coders, then depend on "
            "where you stopped. Give this id again to go on."
        ),
        (
            "{count} vragen blijven leeg. De tellingen van dwangmiddelen en de overeenstemming tussen codeurs "
            "hangen dan af van waar u bent gestopt. Geef deze id opnieuw om verder te gaan."
        ),
    ),
    "interview_cost_one": (
        (
            "{count} question is left empty. The counts of means, and the agreement between coders, then depend on "
            "where you stopped. Give this id again to go on."
        ),
        (
            "{count} vraag blijft leeg. De tellingen van dwangmiddelen en de overeenstemming tussen codeurs "
            "hangen dan af van waar u bent gestopt. Geef deze id opnieuw om verder te gaan."
        ),
    ),
    "interview_text": (
        "Type a text; Enter alone leaves it empty.",
        "Typ een tekst; met alleen Enter laat u het leeg.",
    ),
    "interview_other_text": (
        "Or type another text; - leaves it empty.",
        "Of typ een andere tekst; - laat het leeg.",
    ),
    "interview_place": (
        "Where in the source does this answer stand? For example p. 4.",
        "Waar in de bron staat dit antwoord? Bijvoorbeeld blz. 4.",
    ),
    "interview_place_of": ("{variable}: where it stands", "{variable}: vindplaats"),
    "interview_results_emptied": (
        "Its results there are empty now: they were of its earlier answers.",
        "De uitkomsten van deze casus in de tabel zijn nu leeg: ze hoorden bij de eerdere antwoorden.",
    ),
    "interview_saved_over": ("Its earlier answers: {answers}.", "Eerdere antwoorden: {answers}."),
    "usage_save_empty": (
        "--empty does not go with --save: what is not given stays an empty cell.",
        "--empty gaat niet samen met --save: wat niet is opgegeven, blijft een lege cel.",
    ),
    "usage_save_id": (
        "--save {file}: give the case an id, such as case_id=1.",
        "--save {file}: geef de casus een id, zoals casus_id=1.",
    ),
    "usage_save_text": (
        '--save {file}: "{given}" has characters that the table cannot hold. Use others.',
        '--save {file}: "{given}" heeft tekens die de tabel niet kan bevatten. Gebruik andere.',
    ),
    "help_ask_places": (
        "ask after each answer where in the source it stands",
        "vraag na elk antwoord waar in de bron het staat",
    ),
    "interview_ambiguous": (
        '"{typed}" can be the beginning of more than one answer: {answers}. Type more of it.',
        '"{typed}" kan het begin zijn van meer dan één antwoord: {answers}. Typ er meer van.',
    ),
    "interview_give_up": (
        "Case {case_id} is not saved. Stop all the same? ({yes} = yes, {no} = no)",
        "Casus {case_id} is niet opgeslagen. Toch stoppen? ({yes} = ja, {no} = nee)",
    ),
    "interview_key_skip": ("leave the answer empty: not coded", "laat het antwoord leeg: niet gecodeerd"),
    "interview_key_back": ("go back to the previous question", "ga terug naar de vorige vraag"),
    "interview_key_again": ("after going back: keep your answer", "na teruggaan: laat uw antwoord zoals het is"),
    "interview_key_stop": (
        "stop; the verdict follows from what you have answered",
        "stop; de uitkomst volgt uit wat u al hebt geantwoord",
    ),
    "interview_refused": (
        '"{typed}" is not an answer here. Type {letters}.',
        '"{typed}" is hier geen antwoord. Typ {letters}.',
    ),
    "interview_nothing_typed": ("Nothing was typed. Type {letters}.", "Er is niets getypt. Typ {letters}."),
    "interview_first": ("This is the first question.", "Dit is de eerste vraag."),
    "interview_new_table": (
        "{file} does not exist yet; it is made when you save a case.",
        "{file} bestaat nog niet; het bestand wordt gemaakt als u een casus opslaat.",
    ),
    "interview_undecided": (
        "Not finished in {file}: {ids}. Type one of these ids to go on with it.",
        "Nog niet afgerond in {file}: {ids}. Typ een van deze id's om ermee verder te gaan.",
    ),
    "interview_and_more": ("and more", "en meer"),
    "interview_id": ("Id of the case?", "Id van de casus?"),
    "interview_id_or": ("Id of the case? (Enter = {free})", "Id van de casus? (Enter = {free})"),
    "interview_id_taken": (
        "Case {case_id} is already in the table. Type another id.",
        "Casus {case_id} staat al in de tabel. Typ een andere id.",
    ),
    "interview_saved_ids": (
        "To see and change a saved case, type its id.",
        "Typ de id van een opgeslagen casus om die te zien en te wijzigen.",
    ),
    "interview_review_choose": (
        "Type a number to answer that question again. Enter alone goes on; q stops.",
        "Typ een nummer om die vraag opnieuw te beantwoorden. Met alleen Enter gaat u verder; q stopt.",
    ),
    "interview_review_refused": (
        '"{typed}" is not one of the numbers. Type 1 to {count}, Enter or q.',
        '"{typed}" is niet een van de nummers. Typ 1 tot en met {count}, Enter of q.',
    ),
    "interview_changes": ("Changes", "Wijzigt"),
    "interview_was": ("was", "was"),
    "interview_becomes": ("becomes", "wordt"),
    "interview_nothing_changed": (
        "Nothing was changed, so nothing is saved.",
        "Er is niets gewijzigd, dus er is niets opgeslagen.",
    ),
    "interview_id_refused": (
        '"{case_id}" cannot be an id: an id has visible characters that the table can hold. Type another.',
        '"{case_id}" kan geen id zijn: een id heeft zichtbare tekens die de tabel kan bevatten. Typ een andere.',
    ),
    "interview_id_conflict": (
        "Case {case_id} was changed in {file} in the meantime. Type another id, so that nothing is lost.",
        "Casus {case_id} is in {file} intussen gewijzigd. Typ een andere id, zodat niets verloren gaat.",
    ),
    "interview_save": (
        "Save case {case_id} in {file}? ({yes} = yes, {no} = no, < = back)",
        "Casus {case_id} opslaan in {file}? ({yes} = ja, {no} = nee, < = terug)",
    ),
    "interview_saved": ("Case {case_id} is saved in {file}.", "Casus {case_id} is opgeslagen in {file}."),
    "interview_not_saved": ("Case {case_id} is not saved in {file}.", "Casus {case_id} is niet opgeslagen in {file}."),
    "interview_nothing_saved": (
        "Nothing was answered, so nothing is saved.",
        "Er is niets geantwoord, dus er is niets opgeslagen.",
    ),
    "interview_so_far": ("Your answers so far:", "Uw antwoorden tot nu toe:"),
    "section_record": ("For the record", "Ter vastlegging"),
    "record_of": (
        "ckm-mo {version}, codebook {codebook}. {reading}",
        "ckm-mo {version}, codeboek {codebook}. {reading}",
    ),
    "usage_save_output": (
        "--save {file}: this is also the output file. Give two different files.",
        "--save {file}: dit is ook het uitvoerbestand. Geef twee verschillende bestanden.",
    ),
    "usage_interview": (
        "{option} goes with the interview: give no answers on the command line.",
        "{option} hoort bij het vraaggesprek: geef geen antwoorden op de opdrachtregel.",
    ),
    "usage_interview_empty": (
        "--empty goes with answers on the command line: the interview leaves empty what it does not ask.",
        "--empty hoort bij antwoorden op de opdrachtregel: het vraaggesprek laat leeg wat niet is gevraagd.",
    ),
    "help_group_interview": ("interview, without answers", "vraaggesprek, zonder antwoorden"),
    "help_group_saving": ("saving in a table", "opslaan in een tabel"),
    "help_places": (
        "with a column for where in the source each answer stands",
        "met een kolom voor de vindplaats van elk antwoord in de bron",
    ),
    "help_all": ("ask everything, also ids, periods and context", "vraag alles, ook id's, perioden en context"),
    "help_live": (
        "show after each answer what is still possible (may bias a coder)",
        "toon na elk antwoord wat nog mogelijk is (kan een codeur beïnvloeden)",
    ),
    "help_save": (
        "save the case in a table (CSV or .xlsx), which is made if needed; also to change a saved case",
        "sla de casus op in een tabel (CSV of .xlsx), die zo nodig wordt gemaakt; ook om een casus te wijzigen",
    ),
}
