"""What the command line says: its help, its notes, and the interview."""

from collections.abc import Mapping
from typing import Final

SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    "sheet_results": ("results", "uitkomsten"),
    "sheet_codebook": ("codebook", "codeboek"),
    "choose_one": ("Choose from the list, or leave it empty.", "Kies uit de lijst, of laat de cel leeg."),
    "choose_several": (
        "Several: join them with ; without choosing from the list.",
        "Meer dan een: verbind ze met ; zonder uit de lijst te kiezen.",
    ),
    "usage_xlsx": (
        "--format {given} does not go with -o {file}: a workbook has a name that ends in .xlsx, and nothing else has.",
        "--format {given} gaat niet samen met -o {file}: een werkmap heeft een naam op .xlsx, en iets anders niet.",
    ),
    "usage_xlsx_output": (
        "--format xlsx needs -o FILE, with a name that ends in .xlsx.",
        "--format xlsx vereist -o FILE, met een naam op .xlsx.",
    ),
    "help_sheet": (
        "the sheet of workbooks (default: the only one that is not hidden)",
        "het blad van werkmappen (standaard: het enige dat niet verborgen is)",
    ),
    "unexpected": (
        "Something went wrong that should not ({kind}). Nothing was written. --debug shows where.",
        "Er ging iets mis dat niet mis hoort te gaan ({kind}). Er is niets geschreven. --debug toont waar.",
    ),
    "groups_few": (
        "Groups of fewer than {few} cases: {groups}. Figures about so few can point to a person.",
        "Groepen van minder dan {few} casussen: {groups}. Cijfers daarover kunnen naar een persoon te herleiden zijn.",
    ),
    # Notes on tables.
    "other_columns": ("Left alone: {columns}.", "Niet gebruikt: {columns}."),
    "victims_repeated": (
        "Rows with a victim that an earlier row has: {count}.",
        "Rijen met een slachtoffer dat een eerdere rij al noemt: {count}.",
    ),
    "where_counts": (
        "Only rows with {conditions}. Left out: {differ} that differ, {open} that have it open.",
        "Alleen rijen met {conditions}. Weggelaten: {differ} die afwijken, {open} waarbij dit open is.",
    ),
    "reading_files": ("Reading", "Lezen"),
    "template_values": (
        "The allowed values: ckm-mo template --format table",
        "De toegestane waarden: ckm-mo template --format table",
    ),
    "about_standard": ("standard input", "standaardinvoer"),
    "agreement_reading": (
        (
            "Reading of the verdicts: {reading} ({open} open, {closed} closed, all coders together). Verdicts that "
            "rest on silence: {rests}."
        ),
        (
            "Leeswijze van de uitkomsten: {reading} ({open} open, {closed} gesloten, alle codeurs samen). Uitkomsten "
            "die berusten op niet-vermelding: {rests}."
        ),
    ),
    "same_table": (
        "The same table, to the letter: {coders}. That a table agrees with itself says nothing.",
        "Letterlijk dezelfde tabel: {coders}. Dat een tabel met zichzelf overeenstemt, zegt niets.",
    ),
    "usage_one_table": (
        "agree takes the tables of two coders or more.",
        "agree vraagt om de tabellen van ten minste twee codeurs.",
    ),
    "usage_confidence": (
        "--confidence {given}: give a number between 0 and 1, such as 0.95.",
        "--confidence {given}: geef een getal tussen 0 en 1, zoals 0.95.",
    ),
    "usage_merged": (
        "--merged {file}: this is the output file too. Give two files.",
        "--merged {file}: dit is ook het uitvoerbestand. Geef twee bestanden.",
    ),
    "help_agree": (
        "say how alike coders coded the same cases",
        "toon in hoeverre codeurs dezelfde casussen gelijk codeerden",
    ),
    "help_coders": (
        "tables (CSV, .xlsx, .ods, .sav, .parquet), one for each coder; - for standard input",
        "tabellen (CSV, .xlsx, .ods, .sav, .parquet), één per codeur; - voor standaardinvoer",
    ),
    "help_disagreements": (
        "list the answers that coders gave differently",
        "toon de antwoorden waarin codeurs verschillen",
    ),
    "help_merged": (
        "write a table of what all coders agree on; all else is left empty",
        "schrijf een tabel met de antwoorden die alle codeurs gaven; de rest blijft leeg",
    ),
    "help_confidence": (
        "of the intervals, between 0 and 1 (default: 0.95); needs SciPy",
        "van de intervallen, tussen 0 en 1 (standaard: 0.95); vereist SciPy",
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
    "usage_plain": (
        "--plain goes with --format table.",
        "--plain hoort bij --format table.",
    ),
    "usage_keep": (
        "--keep goes with --format csv or xlsx.",
        "--keep hoort bij --format csv of xlsx.",
    ),
    "usage_standard_twice": (
        "- (standard input) can be read once.",
        "- (standaardinvoer) kan maar één keer worden gelezen.",
    ),
    "usage_pair": (
        "{given}: give KEY=ANSWER, such as violence=yes.",
        "{given}: geef KEY=ANSWER, zoals geweld=ja.",
    ),
    "usage_where": (
        "--where {given}: give KEY=VALUE, such as relation=affective.",
        "--where {given}: geef KEY=VALUE, zoals relatie=affectief.",
    ),
    "usage_encoding": (
        "--encoding {encoding}: there is no such encoding.",
        "--encoding {encoding}: deze tekencodering bestaat niet.",
    ),
    "usage_no_answers": (
        (
            "Without a terminal nothing can be asked: give the case's answers, such as ckm-mo case relation=affective "
            "violence=yes. `ckm-mo codebook` lists the keys."
        ),
        (
            "Zonder terminal kan niets worden gevraagd: geef de antwoorden van de casus, zoals ckm-mo case "
            "relatie=affectief geweld=ja. `ckm-mo codebook` toont de sleutels."
        ),
    ),
    "usage_by": ("--by {variable}: choose one of {choices}.", "--by {variable}: kies uit {choices}."),
    "reasons_elsewhere": (
        "The reasons: --format table, md or json.",
        "De redenen: --format table, md of json.",
    ),
    # Help.
    "help_program": (
        "Classify coded cases by the CKM format of offenders' methods, hiding nothing that is unknown.",
        ("Deel gecodeerde casussen in naar het CKM-format van modus operandi, zonder te verhullen wat onbekend is."),
    ),
    "help_case": (
        "classify and explain one case",
        "deel één casus in en licht de uitkomst toe",
    ),
    "help_classify": (
        "classify the cases of tables",
        "deel de casussen van tabellen in",
    ),
    "help_tally": ("count the cases of tables by profile", "tel de casussen van tabellen naar profiel"),
    "help_explain": (
        "explain one case of a table",
        "licht de uitkomst van één casus uit een tabel toe",
    ),
    "help_codebook": ("show the variables and what they mean", "toon de variabelen en wat ze betekenen"),
    "help_rules": (
        "show the rules and profiles, or check them",
        "toon de regels en profielen, of laat ze nagaan",
    ),
    "help_template": ("make an empty table", "maak een lege tabel"),
    "help_help": ("show this help and exit", "toon deze hulp en stop"),
    "help_version": ("show the version and exit", "toon de versie en stop"),
    "help_answers": (
        "answers, such as violence=yes; keys are a table's columns, in English or Dutch",
        "antwoorden, zoals geweld=ja; sleutels zijn de kolommen van een tabel, in het Nederlands of Engels",
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
        "also count for each value of a variable",
        "tel ook per waarde van een variabele",
    ),
    "help_decided_only": (
        "count decided cases alone; labelled so",
        "tel alleen besliste casussen; dat staat er dan bij",
    ),
    "help_keep": ("put the table's own columns first (csv)", "zet de eigen kolommen van de tabel vooraan (csv)"),
    "help_check": (
        "enumerate now that the rules hold; exit 1 if not",
        "ga nu na of de regels kloppen; zo niet, dan exitcode 1",
    ),
    "help_reading": (
        "what silence means where a case does not say: it stays open (default), or no",
        "wat niet-vermelding betekent als een casus dat niet zegt: het blijft open (standaard), of nee",
    ),
    "help_period": ("coercion of one period only", "alleen dwangmiddelen van één periode"),
    "help_empty": (
        "what an empty cell counts as (default: not_coded)",
        "waarvoor een lege cel geldt (standaard: not_coded)",
    ),
    "help_empty_case": (
        "what an answer that is not given counts as (default: not_coded)",
        "waarvoor een niet gegeven antwoord geldt (standaard: not_coded)",
    ),
    "help_where": (
        "only cases coded so; repeatable, all must hold",
        "alleen casussen die zo zijn gecodeerd; herhaalbaar, aan alle voorwaarden moet zijn voldaan",
    ),
    "help_ignore": (
        "this column looks like a misspelt variable and is meant; repeatable",
        "deze kolom lijkt een verkeerd gespelde variabele en is zo bedoeld; herhaalbaar",
    ),
    "help_encoding": (
        "encoding of the tables (default: utf-8)",
        "tekencodering van de tabellen (standaard: utf-8)",
    ),
    "help_format": (
        "how to write it (default: {default})",
        "vorm van de uitvoer (standaard: {default})",
    ),
    "help_plain": (
        "write it for a screen reader: one thing a line, nothing in columns, nothing drawn",
        "schrijf voor een schermlezer: één ding per regel, niets in kolommen, niets getekend",
    ),
    "help_output": (
        "write to a file, whole or not at all",
        "schrijf naar een bestand, in zijn geheel of niet",
    ),
    "help_force": (
        "replace the file if it is there",
        "vervang het bestand als het al bestaat",
    ),
    "help_lang": ("language (default: the locale's)", "taal (standaard: die van de omgeving)"),
    "help_debug": (
        "show a traceback when something fails",
        "toon de traceback als er iets mislukt",
    ),
    "help_group_positional": ("arguments", "argumenten"),
    "help_group_commands": ("commands", "opdrachten"),
    "help_group_reading": ("reading cases", "casussen lezen"),
    "help_group_output": ("output", "uitvoer"),
    "help_examples": ("examples:", "voorbeelden:"),
    "help_command": ("COMMAND", "OPDRACHT"),
    "usage_compare": ("{option} goes with --compare.", "{option} hoort bij --compare."),
    "help_study": (
        "show the study's figures, what they allow, and cases beside them",
        "toon de cijfers van het onderzoek, wat ze toelaten, en casussen ernaast",
    ),
    "help_block": ("a part of the figures (default: {default})", "een deel van de cijfers (standaard: {default})"),
    "help_bounds": (
        "how many victims the printed margins allow each profile to have",
        "hoeveel slachtoffers elk profiel volgens de afgedrukte randtotalen kan hebben",
    ),
    "help_compare": (
        "tables (as of classify) to put beside the figures; - for standard input",
        "tabellen (zoals bij classify) om naast de cijfers te zetten; - voor standaardinvoer",
    ),
    "help_cases": (
        "count cases, also where a victim stands in several",
        "tel casussen, ook als een slachtoffer in meerdere casussen voorkomt",
    ),
    "help_reading_study": (
        "only this reading of silence, not both side by side",
        "alleen deze leeswijze van niet-vermelding, niet beide naast elkaar",
    ),
    "help_period_study": (
        "figures, or coercion, of one period only",
        "alleen cijfers, of dwangmiddelen, van één periode",
    ),
    # The interview.
    "interview_keys": (
        "Type a letter and Enter. ? explains a question, < goes back, q stops with what is known.",
        "Typ een letter en Enter. ? licht een vraag toe, < gaat terug, q stopt met wat bekend is.",
    ),
    "interview_prompt": ("> ", "> "),
    "interview_prompt_plain": ("Answer: ", "Antwoord: "),
    "answer_unknown": ("unknown: the source leaves it open", "onbekend: de bron laat het open"),
    "answer_not_stated": ("not stated: the source is silent", "niet vermeld: de bron zwijgt erover"),
    "answer_not_coded": ("left empty", "leeg gelaten"),
    "letter_unknown": ("u", "o"),
    "letter_not_stated": ("s", "v"),
    "interview_several": (
        "Several at once: their letters, such as {example}.",
        "Meer tegelijk: de letters achter elkaar, zoals {example}.",
    ),
    "interview_before": (
        "You answered: {answer}. {again} keeps it.",
        "U antwoordde: {answer}. Met {again} behoudt u dat.",
    ),
    "interview_left": ("Questions left, at most: {count}.", "Nog ten hoogste te stellen vragen: {count}."),
    "interview_key_skip": (
        "leave the answer empty: nobody has answered",
        "laat het antwoord leeg: niemand heeft geantwoord",
    ),
    "interview_key_back": ("go back to the question before", "ga terug naar de vorige vraag"),
    "interview_key_again": (
        "after going back: keep the answer that you gave",
        "na teruggaan: behoud het antwoord dat u gaf",
    ),
    "interview_key_stop": ("stop with what is known", "stop met wat bekend is"),
    "interview_refused": (
        '"{typed}" is no answer here. Type {letters}.',
        '"{typed}" is hier geen antwoord. Typ {letters}.',
    ),
    "interview_nothing_typed": (
        "Nothing was typed. Type {letters}.",
        "Er is niets getypt. Typ {letters}.",
    ),
    "interview_first": ("This is the first question.", "Dit is de eerste vraag."),
    "interview_new_table": (
        "{file} is not there yet; it is made when a case is saved.",
        "{file} is er nog niet; het wordt gemaakt als een casus wordt opgeslagen.",
    ),
    "interview_undecided": (
        "Not finished in {file}: {ids}. Give one of these to go on with it.",
        "Nog niet af in {file}: {ids}. Geef een hiervan om daarmee verder te gaan.",
    ),
    "interview_and_more": ("and more", "en meer"),
    "interview_id": ("Id of the case?", "Id van de casus?"),
    "interview_id_or": ("Id of the case? Enter alone takes {free}.", "Id van de casus? Alleen Enter neemt {free}."),
    "interview_id_taken": (
        "{case_id} is in the table already, and has nothing left to ask. Give another id.",
        "{case_id} staat al in de tabel en heeft geen vragen meer open. Geef een andere id.",
    ),
    "interview_id_refused": (
        'An id has characters that show and that the table can hold; "{case_id}" is none. Give another.',
        'Een id heeft zichtbare tekens die de tabel kan bevatten; "{case_id}" is er geen. Geef een andere.',
    ),
    "interview_id_conflict": (
        "{case_id} is not what it was in {file}. Give another id, so that nothing is lost.",
        "{case_id} is in {file} intussen gewijzigd. Geef een andere id, zodat niets verloren gaat.",
    ),
    "interview_goes_on": ("Going on with {case_id}.", "Verder met {case_id}."),
    "interview_save": (
        "Save {case_id} in {file}? {yes} yes, {no} no, < back",
        "{case_id} opslaan in {file}? {yes} ja, {no} nee, < terug",
    ),
    "interview_saved": ("{case_id} is saved in {file}.", "{case_id} is opgeslagen in {file}."),
    "interview_not_saved": ("{case_id} is not saved in {file}.", "{case_id} is niet opgeslagen in {file}."),
    "interview_nothing_saved": (
        "Nothing was answered, so nothing is saved.",
        "Er is niets geantwoord, dus er is niets opgeslagen.",
    ),
    "interview_so_far": ("What was answered so far:", "Wat tot nu toe is geantwoord:"),
    "section_record": ("For the record", "Ter vastlegging"),
    "record_of": (
        "ckm-mo {version}, codebook {codebook}. {reading}",
        "ckm-mo {version}, codeboek {codebook}. {reading}",
    ),
    "usage_save_output": (
        "--save {file}: this is the output file too. Give two files.",
        "--save {file}: dit is ook het uitvoerbestand. Geef twee bestanden.",
    ),
    "usage_with_save": ("{option} goes with --save.", "{option} hoort bij --save."),
    "usage_interview": (
        "{option} goes with the interview: give no answers.",
        "{option} hoort bij het vraaggesprek: geef geen antwoorden.",
    ),
    "usage_interview_empty": (
        "--empty goes with answers that are given: the interview leaves empty what it did not ask.",
        "--empty hoort bij opgegeven antwoorden: het vraaggesprek laat leeg wat niet is gevraagd.",
    ),
    "help_group_interview": ("interview, without answers", "vraaggesprek, zonder antwoorden"),
    "help_all": (
        "ask everything, periods and context too",
        "vraag alles, ook de perioden en de context",
    ),
    "help_live": (
        "show after each answer what is still possible; it steers a coder",
        "toon na elk antwoord wat nog mogelijk is; dat stuurt een codeur",
    ),
    "help_save": (
        "add the case to a table (CSV), or make one; also to go on with a case of it",
        "voeg de casus toe aan een tabel (CSV) of maak er een; ook om met een casus verder te gaan",
    ),
}
