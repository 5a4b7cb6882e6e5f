//! One code per mistake. Its words — title, message, remedy and the longer
//! text of `explain` — are in the locale files under `codes.<id>`.

use super::Severity;

/// Declares the codes: identifier, id, severity, and one line for the reader
/// of this file.
macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident $id:literal $severity:ident,)*) => {
        /// Which mistake a diagnostic is about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[$doc])* $name,)* }

        impl Code {
            /// Every code, in order of its id.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The id that messages print and `explain` takes.
            pub fn id(self) -> &'static str {
                match self { $(Self::$name => $id),* }
            }

            /// How much it matters unless raised.
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity),* }
            }

            /// The code of that id, in any case.
            pub fn from_id(id: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|code| code.id().eq_ignore_ascii_case(id))
            }
        }
    };
}

codes! {
    // Catalogue and site settings.
    /// A setting has a value that cannot be.
    BadSetting "C001" Error,
    /// The id is used twice.
    DuplicateId "C002" Error,
    /// The id has characters that no id may have.
    BadId "C003" Error,
    /// A reference to a measure that is not declared.
    UnknownMeasure "C004" Error,
    /// A derived metric's formula cannot be read.
    BadFormula "C005" Error,
    /// Derived metrics refer to each other in a circle.
    FormulaCircle "C006" Error,
    /// A text lacks one of the site's languages.
    MissingLanguage "C007" Warning,
    /// The site has no `data/site.yaml`.
    NoSite "C008" Error,
    /// The theme is neither embedded nor in `themes/`.
    UnknownTheme "C009" Error,
    /// A site format this version does not know.
    UnknownFormat "C010" Error,
    /// A data file that no subject reads.
    UnknownDataFile "C011" Warning,
    /// A file that looks like a forgotten copy.
    StrayCopy "C012" Warning,
    /// Chapters of a year that the settings do not list.
    UnpublishedYear "C013" Note,

    // Bulk rows (CSV).
    /// A row has more or fewer fields than the header.
    RaggedRow "D901" Error,
    /// Two columns have the same name.
    DuplicateColumn "D902" Error,
    /// A column that was declared is not there.
    MissingColumn "D903" Error,
    /// The delimiter seems to be another one.
    WrongDelimiter "D904" Error,
    /// A cell is not a number.
    CellNotNumber "D905" Error,
    /// The bytes are not in the declared encoding.
    WrongEncoding "D906" Error,
    /// A control character in a cell.
    ControlInRow "D907" Error,
    /// A cell's text is not what its column takes.
    BadCell "D908" Error,
    /// A column that nothing reads, named nearly as one that is.
    UnknownColumn "D909" Warning,
    /// More rows of a table have mistakes than are told.
    MoreRows "D910" Error,
    /// A row of a table does not end.
    EndlessRow "D911" Error,
    /// A cell of a table is no date in the declared order.
    NotADate "D912" Error,

    // Front matter.
    /// Front matter is opened and never closed.
    FrontMatterOpen "F801" Error,
    /// A date has a time of day, which is dropped.
    DateWithTime "F802" Warning,
    /// The text is no date.
    BadDate "F803" Error,

    // Links and images.
    /// An image or file that is not there.
    MissingFile "L601" Error,
    /// Something from another host.
    RemoteResource "L602" Warning,
    /// A link to a page or heading that is not there.
    BrokenLink "L603" Error,
    /// A link scheme that no report may carry.
    ForbiddenScheme "L604" Error,
    /// A file type that is not copied into a site.
    ForbiddenFileType "L605" Error,

    // Markdown.
    /// Raw HTML, shown as text.
    RawHtml "M501" Warning,
    /// A heading attribute other than an id or class.
    HeadingAttribute "M503" Error,
    /// A comment, not copied.
    HtmlComment "M505" Note,
    /// A footnote without a text.
    FootnoteMissing "M506" Error,
    /// A footnote that nothing refers to.
    FootnoteUnused "M507" Warning,
    /// Nested too deeply.
    DeepMarkdown "M511" Error,
    /// Characters that turn the reading direction.
    BidiControl "M513" Warning,
    /// A control character.
    ControlInText "M514" Error,
    /// A fenced block whose name is nearly a component's.
    UnknownComponent "M515" Warning,
    /// A component's keys cannot be read.
    BadComponent "M516" Error,
    /// A heading id used twice on a page.
    DuplicateHeading "M517" Error,
    /// A slide that does not fit.
    SlideOverflow "M518" Warning,
    /// A slide option that does not exist.
    BadSlideOption "M519" Error,
    /// The editions of a chapter differ in figures, charts or headings.
    EditionsDiffer "M520" Warning,
    /// A section of a chapter takes several slides in its deck.
    SlideContinued "M521" Note,
    /// A slide of another deck that is not there.
    UnknownSlide "M526" Error,
    /// A slide that is imported and has words of its own.
    ImportNotAlone "M527" Error,
    /// A part for slides or for the report alone that does not end.
    OpenPart "M528" Error,
    /// The slides' own minutes are more than the deck's.
    SlidesOverTime "M530" Warning,
    /// A handout with a number of slides that no sheet has.
    BadHandout "M531" Error,
    /// A question of which no option is right.
    QuizNoneRight "M540" Error,
    /// A question with one right option of which several are.
    QuizSeveralRight "M541" Error,
    /// A question with less than two options or items.
    QuizTooFew "M542" Error,
    /// A question for a number without a number that is right.
    QuizNoAnswer "M543" Error,
    /// A range or tolerance in which no number lies.
    QuizRange "M544" Error,
    /// A key that belongs to another kind of question.
    QuizKeyUnfit "M545" Error,
    /// A recording or its captions in a form that browsers do not play.
    BadMedia "M546" Error,
    /// A recording of which nothing is left on paper.
    MediaNotOnPaper "M547" Warning,
    /// A lesson of one minute with more slides than that holds.
    LessonTooLong "M548" Warning,
    /// A training with no people, or with too many.
    BadTraining "M549" Error,
    /// A deck for a role that the catalogue does not have.
    UnknownRole "M550" Error,
    /// A slide for a role that its deck does not name.
    SlideForNobody "M551" Error,
    /// A role that a deck names twice.
    RoleTwice "M552" Error,

    // The output folder.
    /// The output folder is, holds or lies in a source folder.
    OutputIsSource "O401" Error,
    /// The output folder has files that are not ours.
    OutputForeign "O402" Error,
    /// The output folder is a link.
    OutputIsLink "O403" Error,
    /// Another build is writing there.
    OutputBusy "O404" Error,
    /// The output "folder" is a file.
    OutputIsFile "O405" Error,

    // Paths and names.
    /// A path that leaves the project.
    PathEscapes "P301" Error,
    /// A slug with other characters than a–z, 0–9, - and _.
    BadSlug "P302" Error,
    /// A file name that is not portable.
    BadFileName "P303" Error,
    /// Two inputs that would write the same page.
    RouteCollision "P305" Error,
    /// Two texts that would be the same page.
    PageTwice "P306" Error,
    /// A symbolic link that leaves the project.
    LinkOutside "P310" Warning,
    /// A symbolic link to nothing.
    LinkDangling "P311" Warning,
    /// A file name that is not UTF-8.
    NameNotUtf8 "P312" Error,
    /// A folder or file that may not be read.
    NotReadable "P313" Error,
    /// A file over the size limit.
    FileTooLarge "P314" Error,
    /// A pipe, socket or device.
    NotAFile "P315" Warning,
    /// A route longer than 120 characters.
    RouteTooLong "P316" Error,
    /// A symbolic link in a theme.
    LinkInTheme "P317" Error,

    // Figures and references.
    /// A reference to a figure that does not exist.
    UnknownFigure "R701" Error,
    /// A reference that cannot be read.
    BadReference "R702" Error,
    /// A figure has no such aspect.
    NoSuchAspect "R703" Error,
    /// A number typed in prose instead of referred to.
    BareNumber "R704" Note,
    /// Possible personal data in what would be published.
    PersonalData "R705" Warning,
    /// A claim that the data contradict.
    ClaimFails "R706" Error,
    /// A claim that the data cannot decide.
    ClaimUnknown "R707" Warning,
    /// A claim that cannot be read.
    BadClaim "R708" Error,
    /// A reference to an organisation unit that is not declared.
    UnknownUnit "R709" Error,
    /// A reference to a competitor that is not declared.
    UnknownCompetitor "R710" Error,
    /// A reference to a metric that is not declared.
    UnknownMetric "R711" Error,
    /// A text that is no period.
    BadPeriod "R712" Error,
    /// A component asks for something that is not published.
    UnknownExhibit "R713" Error,
    /// A component asks for a data set that the year does not have.
    UnknownDataset "R714" Error,
    /// A kind of chart needs something that the data set does not hold.
    ChartNeeds "R715" Error,

    // Readings and subjects.
    /// Weights that are not a hundred per cent together.
    WeightsDoNotAddUp "S201" Error,
    /// A claimed sum differs from the sum of its parts.
    SubtotalDiffers "S202" Warning,
    /// A rule with a bare slash.
    AmbiguousRule "S203" Error,
    /// A rule that cannot be read.
    BadRule "S204" Error,
    /// A named threshold that is not declared.
    UnknownThreshold "S205" Error,
    /// A figure given in a second place.
    SecondHome "S206" Error,
    /// A reading of a metric that is computed.
    NotAReading "S207" Error,
    /// A reading without a value and without a reason.
    NoValueNoReason "S208" Error,
    /// A reading with a value and declared missing.
    ValueAndMissing "S209" Error,
    /// A value outside its metric's range.
    OutOfRange "S210" Error,
    /// A score above the points possible, or below zero.
    ScoreOutOfRange "S211" Error,
    /// A reported score that the rules do not give.
    ScoreDiffers "S212" Warning,
    /// A subtotal of a row that does not exist or comes later.
    BadSubtotal "S213" Error,
    /// Keys that do not go together.
    KeysClash "S214" Error,
    /// A key that is needed here.
    KeyNeeded "S215" Error,
    /// A rule that the item's data cannot be judged by.
    RuleDoesNotFit "S216" Error,
    /// A part of a data set that is not in it.
    UnknownPart "S217" Error,
    /// Something of another subject that no subject declares.
    UnknownThing "S218" Error,
    /// One metric gives points in two rows.
    MetricTwice "S219" Note,
    /// A goal is not the one that the year before planned.
    PlanRevised "S220" Note,
    /// A number that is not on the scale.
    OffScale "S310" Error,
    /// Something that needs another scale.
    ScaleDoesNotFit "S311" Error,
    /// More or fewer counts than the scale has answers.
    AnswersDoNotFit "S312" Error,
    /// A standard deviation that no answers on the scale have.
    SpreadTooWide "S313" Error,
    /// Classes of answers that do not cover the scale in order.
    ClassesDoNotFit "S314" Error,
    /// A complaint was closed before it came.
    ClosedBefore "S320" Error,
    /// A part of complaints is larger than all of them.
    PartExceeds "S321" Error,

    // Monitoring.
    /// A series that mixes periods of different length.
    MixedPeriods "S330" Error,
    /// A point that is not later than the one before it.
    OutOfOrder "S331" Error,
    /// Periods left out of a series without a word.
    PeriodsLeftOut "S332" Error,
    /// Counts that cannot all be right.
    CountsContradict "S333" Error,
    /// An alert that is due or closed before it was raised.
    BeforeRaised "S334" Error,
    /// A series that goes on from a period that the review before does not have.
    NothingSince "S335" Error,
    /// A visit without an answer to a question of its checklist.
    NoAnswer "S340" Error,
    /// An answer of another kind than the question, or beyond its points.
    AnswerDoesNotFit "S341" Error,
    /// Visits that are given twice.
    VisitsTwice "S342" Error,
    /// More visits failed than there were.
    FailedMoreThanVisits "S343" Error,
    /// A mean before and a share after, or the other way round.
    SamplesDiffer "S350" Error,
    /// The sample after is not later than the one before.
    AfterNotAfter "S351" Error,
    /// A count above its base, or a base of zero.
    CountBeyondBase "S352" Error,
    /// A standard that leaves open what is meant.
    StandardVague "S360" Warning,
    /// A standard that is longer than anyone remembers.
    StandardLong "S361" Note,
    /// A standard without a metric.
    StandardNotMeasured "S362" Warning,
    /// A standard that comes of no need.
    StandardWithoutNeed "S363" Note,
    /// A standard that is in no job description or no appraisal.
    StandardNotInJob "S364" Note,
    /// A standard that was not agreed with staff.
    StandardNotAgreed "S365" Note,
    /// A claimed number of documents that is not the number listed.
    CountNotAsListed "S366" Note,
    /// A higher star that asks for less.
    HigherAsksLess "S367" Error,
    /// A person's code that could be a name.
    NotACode "S368" Error,
    /// Grades out of order, or with a gap below the last.
    GradesDoNotFit "S370" Error,
    /// A person whose role has no scheme.
    RoleWithoutScheme "S371" Error,

    // Accountability.
    /// A text that is no time of a day.
    BadTime "S380" Error,
    /// A case that was handed on or closed before it came.
    CaseBackwards "S381" Error,
    /// A veto that raises a score.
    VetoRaises "S382" Error,

    // Compliance.
    /// A mean above the highest case.
    MeanAboveMax "S390" Error,
    /// A check of a time that is not within its report's.
    CheckOutside "S391" Error,
    /// An attained rate whose source gives no base.
    RateWithoutBase "S392" Note,
    /// A rate that the counts beside it do not give.
    RateDiffers "S393" Note,
    /// A claim that everything complies, and not everything does.
    ClaimNotBorneOut "S394" Note,
    /// What does not comply, and no remedy.
    NoRemedy "S395" Warning,

    // Processes.
    /// More work on a step than time passes in it.
    TouchBeyondLead "S400" Error,
    /// A problem that nothing is done about.
    ProblemLeft "S401" Note,
    /// A need that nothing answers.
    UncoveredNeed "S410" Note,

    // Training.
    /// More of the roles attended together than of the course.
    RolesExceedCourse "S420" Error,
    /// A retest says otherwise than the source of how long an effect lasted.
    EffectContradicts "S421" Note,

    // Initiatives.
    /// A promise of the year before without a status.
    PromiseForgotten "S430" Error,
    /// A status of something that the year before did not promise.
    NotPromised "S431" Error,
    /// The source counts other key works than are listed.
    WorksDiffer "S432" Note,
    /// A period of another length than the report's cadence.
    AnotherCadence "S440" Error,
    /// A period's report was issued twice.
    IssuedTwice "S441" Error,
    /// A report that was issued before its period began.
    IssuedBefore "S442" Error,
    /// A day after the one up to which is known what happened.
    AfterAsOf "S443" Error,
    /// A decision that is due or done before the meeting that took it.
    BeforeMeeting "S444" Error,
    /// A report of a period for which none is expected.
    NotExpected "S445" Error,

    // Themes.
    /// A template that the engine refuses.
    BadTemplate "T601" Error,
    /// A template that computes, or could run without end.
    TemplateComputes "T606" Error,
    /// Output where escaping does not protect.
    UnsafeTemplate "T607" Warning,
    /// A token that is unknown or has no valid value.
    BadToken "T608" Error,
    /// A language lacks words.
    MissingWords "T609" Warning,
    /// A file in a theme's folder that belongs to no part of a theme.
    UnknownThemeFile "T610" Warning,
    /// A locale file that cannot be read.
    UnreadableWords "T611" Warning,

    // YAML.
    /// A key stands twice in a mapping.
    DuplicateKey "Y101" Error,
    /// The text is not YAML.
    YamlSyntax "Y102" Error,
    /// An alias without an anchor.
    UnknownAnchor "Y103" Error,
    /// A merge key `<<`.
    MergeKey "Y104" Error,
    /// More than one document in a file.
    SeveralDocuments "Y106" Error,
    /// Aliases expand too far.
    AliasBomb "Y107" Error,
    /// Nested deeper than 64 levels.
    DeepYaml "Y108" Error,
    /// A number with a leading zero.
    LeadingZero "Y111" Error,
    /// NaN or infinite.
    NotFinite "Y112" Error,
    /// A number beyond what can be counted exactly.
    NumberTooLarge "Y113" Error,
    /// Another type was expected.
    WrongType "Y114" Error,
    /// Not a number as YAML writes it.
    NotANumber "Y115" Error,
    /// An empty value where text was expected.
    EmptyValue "Y116" Error,
    /// A value other than those allowed.
    UnknownWord "Y117" Error,
    /// An empty file.
    EmptyFile "Y120" Error,
    /// Something else than a mapping at the top.
    NotAMapping "Y121" Error,
    /// A list key without a value.
    NullList "Y122" Warning,
    /// A key that is not text.
    ComplexKey "Y124" Error,
    /// A key that is not known here.
    UnknownKey "Y125" Error,
    /// A key that must be there.
    MissingKey "Y126" Error,
    /// Not UTF-8.
    NotUtf8 "Y130" Error,
    /// UTF-16.
    Utf16 "Y131" Error,
    /// A byte-order mark in the middle.
    BomInside "Y132" Error,
    /// A control character.
    ControlInYaml "Y133" Error,
    /// A line separator that YAML and editors see differently.
    OddLineBreak "Y134" Error,
}
