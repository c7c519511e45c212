//! The icons: a subset of Lucide (and two of our own) in an embedded font. Drawing only; what an icon
//! means on a button is said by the button's name.

use super::fonts::ICONS;
use egui::{
    Align2, Color32, FontFamily, FontId, Painter, Pos2, Rect, Response, RichText, Sense, Ui, vec2,
};

/// An icon, named by what it is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Icon {
    /// The Today view.
    Today,
    /// The Board view.
    Board,
    /// The Calendar view.
    Calendar,
    /// The Library view.
    Library,
    /// The Practice view, focus timer.
    Practice,
    /// The Progress view.
    Progress,
    /// Settings.
    Settings,
    /// Find, the palette.
    Search,
    /// Undo.
    Undo,
    /// Redo.
    Redo,
    /// Replan.
    Replan,
    /// Start a session.
    Play,
    /// Pause the timer.
    Pause,
    /// Stop the timer.
    Stop,
    /// Done, fits.
    Check,
    /// A thing that went well.
    CheckCircle,
    /// Close, clear, dismiss.
    Close,
    /// Add.
    Plus,
    /// Less.
    Minus,
    /// Earlier.
    ChevronLeft,
    /// Later, opens to the side.
    ChevronRight,
    /// Opens below.
    ChevronDown,
    /// Closes upward.
    ChevronUp,
    /// Pinned.
    Pin,
    /// Take the pin out.
    PinOff,
    /// Links of an item.
    Link,
    /// Opens in the browser.
    External,
    /// An interview date.
    Flag,
    /// Something to look at.
    Warning,
    /// Something failed.
    Error,
    /// A remark.
    Info,
    /// More actions.
    More,
    /// Edit.
    Edit,
    /// Delete.
    Trash,
    /// Filter.
    Filter,
    /// Sorted upward.
    SortAsc,
    /// Sorted downward.
    SortDesc,
    /// Drag.
    DragHandle,
    /// Review.
    Review,
    /// Put back.
    Reset,
    /// A file.
    File,
    /// Open a file.
    FolderOpen,
    /// Save.
    Save,
    /// Import.
    Import,
    /// Export.
    Export,
    /// Download.
    Download,
    /// Upload.
    Upload,
    /// Time of day.
    Clock,
    /// Time left.
    Hourglass,
    /// Light theme.
    Sun,
    /// Dark theme.
    Moon,
    /// Follow the system.
    Monitor,
    /// Copy.
    Copy,
    /// Show.
    Eye,
    /// Hide.
    EyeOff,
    /// Notes.
    Note,
    /// Tags.
    Tag,
    /// Next, leads to.
    ArrowRight,
    /// Back.
    ArrowLeft,
    /// Up.
    ArrowUp,
    /// Down.
    ArrowDown,
    /// Help.
    Help,
    /// Keys.
    Keyboard,
    /// Day off.
    CalendarOff,
    /// Add a date.
    CalendarPlus,
    /// Month.
    CalendarDays,
    /// Week.
    CalendarRange,
    /// Agenda, plain list.
    Agenda,
    /// Mock interview.
    Mock,
    /// Behavioural round.
    Message,
    /// Importance, rating.
    Star,
    /// Locked, read-only.
    Lock,
    /// Earlier versions.
    History,
    /// Steps.
    Layers,
    /// Graph of links.
    Graph,
    /// Table.
    Table,
    /// Book.
    Book,
    /// Chapter.
    BookMarked,
    /// Research paper.
    Paper,
    /// Topic.
    Topic,
    /// Reason, idea.
    Idea,
    /// Algorithm or data structure.
    Algorithm,
    /// Code.
    Code,
    /// System design.
    Design,
    /// Service or component.
    Server,
    /// Resource.
    Resource,
    /// Video.
    Video,
    /// Goal, readiness.
    Target,
    /// Forecast.
    Gauge,
    /// Getting better.
    Trend,
    /// Getting worse.
    TrendDown,
    /// Break, rest.
    Coffee,
    /// Skip.
    Skip,
    /// To do.
    Circle,
    /// In progress.
    CircleDot,
    /// Cut, skipped.
    CircleOff,
    /// Empty box.
    Square,
    /// Ticked box.
    SquareCheck,
    /// Options.
    Sliders,
    /// New plan.
    Sparkles,
    /// Cut.
    Scissors,
    /// Merge.
    Merge,
    /// Split a session.
    Split,
    /// Move.
    Move,
    /// Swap.
    Swap,
    /// Inspector.
    Panel,
    /// Start page.
    Home,
    /// You.
    User,
    /// Recall.
    Brain,
    /// Repeats.
    Repeat,
    /// Parts.
    ListChecks,
    /// Bookmark.
    Bookmark,
    /// Web.
    Globe,
    /// Larger.
    ZoomIn,
    /// Smaller.
    ZoomOut,
    /// Well-being.
    Heart,
    /// Trade-offs.
    Scale,
    /// Enter key.
    Enter,
    /// Days in a row.
    Flame,
    /// Backup, put away.
    Archive,
    /// Reminder.
    Bell,
}

/// The glyph of the first icon; the others follow in order.
const FIRST: u32 = 0xEA00;

impl Icon {
    /// Every icon, in the order of the font.
    pub const ALL: &'static [Self] = &[
        Self::Today,
        Self::Board,
        Self::Calendar,
        Self::Library,
        Self::Practice,
        Self::Progress,
        Self::Settings,
        Self::Search,
        Self::Undo,
        Self::Redo,
        Self::Replan,
        Self::Play,
        Self::Pause,
        Self::Stop,
        Self::Check,
        Self::CheckCircle,
        Self::Close,
        Self::Plus,
        Self::Minus,
        Self::ChevronLeft,
        Self::ChevronRight,
        Self::ChevronDown,
        Self::ChevronUp,
        Self::Pin,
        Self::PinOff,
        Self::Link,
        Self::External,
        Self::Flag,
        Self::Warning,
        Self::Error,
        Self::Info,
        Self::More,
        Self::Edit,
        Self::Trash,
        Self::Filter,
        Self::SortAsc,
        Self::SortDesc,
        Self::DragHandle,
        Self::Review,
        Self::Reset,
        Self::File,
        Self::FolderOpen,
        Self::Save,
        Self::Import,
        Self::Export,
        Self::Download,
        Self::Upload,
        Self::Clock,
        Self::Hourglass,
        Self::Sun,
        Self::Moon,
        Self::Monitor,
        Self::Copy,
        Self::Eye,
        Self::EyeOff,
        Self::Note,
        Self::Tag,
        Self::ArrowRight,
        Self::ArrowLeft,
        Self::ArrowUp,
        Self::ArrowDown,
        Self::Help,
        Self::Keyboard,
        Self::CalendarOff,
        Self::CalendarPlus,
        Self::CalendarDays,
        Self::CalendarRange,
        Self::Agenda,
        Self::Mock,
        Self::Message,
        Self::Star,
        Self::Lock,
        Self::History,
        Self::Layers,
        Self::Graph,
        Self::Table,
        Self::Book,
        Self::BookMarked,
        Self::Paper,
        Self::Topic,
        Self::Idea,
        Self::Algorithm,
        Self::Code,
        Self::Design,
        Self::Server,
        Self::Resource,
        Self::Video,
        Self::Target,
        Self::Gauge,
        Self::Trend,
        Self::TrendDown,
        Self::Coffee,
        Self::Skip,
        Self::Circle,
        Self::CircleDot,
        Self::CircleOff,
        Self::Square,
        Self::SquareCheck,
        Self::Sliders,
        Self::Sparkles,
        Self::Scissors,
        Self::Merge,
        Self::Split,
        Self::Move,
        Self::Swap,
        Self::Panel,
        Self::Home,
        Self::User,
        Self::Brain,
        Self::Repeat,
        Self::ListChecks,
        Self::Bookmark,
        Self::Globe,
        Self::ZoomIn,
        Self::ZoomOut,
        Self::Heart,
        Self::Scale,
        Self::Enter,
        Self::Flame,
        Self::Archive,
        Self::Bell,
    ];

    /// Its character, to be put into a text: it stands on the text's centre line, a little larger
    /// than the letters.
    pub fn glyph(self) -> char {
        char::from_u32(FIRST + u32::from(self as u8)).unwrap_or(' ')
    }

    /// The font that makes the glyph exactly `size` wide and high.
    pub fn font(size: f32) -> FontId {
        FontId::new(size, FontFamily::Name(ICONS.into()))
    }

    /// The icon as text of its own.
    pub fn rich(self, size: f32) -> RichText {
        RichText::new(self.glyph()).font(Self::font(size))
    }

    /// Paints it around a point.
    pub fn paint(self, painter: &Painter, center: Pos2, size: f32, color: Color32) {
        // On whole pixels, so that strokes are as sharp as they can be.
        let ppp = painter.pixels_per_point();
        let min = center - vec2(size, size) / 2.0;
        let min = egui::pos2((min.x * ppp).round() / ppp, (min.y * ppp).round() / ppp);
        painter.text(min, Align2::LEFT_TOP, self.glyph(), Self::font(size), color);
    }

    /// Puts it into the layout, as a decoration without a name of its own.
    pub fn show(self, ui: &mut Ui, size: f32, color: Color32) -> Response {
        let (rect, response) = ui.allocate_exact_size(vec2(size, size), Sense::hover());
        self.paint_in(ui, rect, color);
        response
    }

    /// Paints it in the middle of a square.
    pub fn paint_in(self, ui: &Ui, rect: Rect, color: Color32) {
        self.paint(
            ui.painter(),
            rect.center(),
            rect.height().min(rect.width()),
            color,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_icon_is_in_the_font() {
        for (index, icon) in Icon::ALL.iter().enumerate() {
            assert_eq!(*icon as usize, index, "ALL is in the order of the enum");
        }
        let mut fonts = egui::epaint::text::Fonts::new(
            Default::default(),
            crate::ui::theme::fonts::definitions(),
        );
        let mut view = fonts.with_pixels_per_point(1.0);
        for family in [FontFamily::Name(ICONS.into()), FontFamily::Proportional] {
            let font = FontId::new(18.0, family);
            for icon in Icon::ALL {
                assert!(view.has_glyph(&font, icon.glyph()), "{icon:?} in {font:?}");
            }
        }
    }
}
