package window

import (
	"context"
	"errors"
	"reflect"
	"sync"
	"time"

	"github.com/ebitenui/ebitenui/widget"
	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/inpututil"

	"nabij/canvas/controls"
	"nabij/canvas/words"
	"nabij/vision/floor"
)

// Want is what someone wants in the start view.
type Want uint8

// The wants.
const (
	Begin     Want = iota // a session, now
	LookBack              // at a record, or at the library where none is named
	Calibrate             // the room
	Demo                  // a made-up room, to look around
)

// Choice is what was chosen in the start view.
type Choice struct {
	Want       Want
	Path       string // of the record, or of a clip to begin with
	Camera     string // to begin with; empty: the room's
	Passphrase string // empty until it was asked for
	Code       string // of the printed sheet, where the passphrase is a new one because the old one is lost
}

// Start is a start view: begin a session, look back, calibrate the room.
type Start struct {
	// News tells what the view says. It is called when the view comes, and
	// every few seconds on a goroutine of its own.
	News func() News
	// Open does what was chosen; it may take a while, and is called on a
	// goroutine of its own. An error that is a [controls.Locked] asks for the
	// passphrase and opens again; where its method Recoverable says so, the
	// code of a printed sheet will do as well. A nil show closes the window.
	Open func(context.Context, Choice) (*Show, error)
	// Use takes a room file for the sessions that follow; nil: none can be
	// chosen.
	Use func(path string) error
	// Wear is told the look that was chosen, to remember it; nil: nobody is.
	Wear func(controls.Look)
	// Check tells what works on this computer; nil: it is not told.
	Check func() []Finding
	// Look is how everything looks at first.
	Look controls.Look
}

// News is what the start view says.
type News struct {
	Room    Room     // the one used last; without a name there is none
	Rooms   []Room   // others that can be chosen
	Camera  string   // the camera's state, a sentence; empty: nothing is said
	Ready   bool     // whether there is a camera to begin with
	Cameras []string // to choose from, where the room names none
	Kept    int      // how many records there are
	// Calibrate tells that the room can be calibrated from here.
	Calibrate bool
}

// Room is a room that sessions can be held in.
type Room struct {
	Path, Name string
	About      string     // a line about it
	Plan       floor.Room // as it is drawn
}

// Finding is one thing that works on this computer, or does not.
type Finding struct {
	What   string
	Works  bool
	Detail string // what there is, or what to do
}

// page is which part of the start view is shown.
type page uint8

const (
	frontPage page = iota
	roomsPage
	camerasPage
	settingsPage
	computerPage
	busyPage
)

// start is the stage of the start view.
type start struct {
	parent  context.Context // of all shows
	ctx     context.Context // of what is being opened; cancelled when the window closes
	options *Start
	painter *painter
	skin    *skin
	desk    desk
	news    News
	wrong   string // what went wrong before
	page    page
	laid    page // that is on the desk
	ask     *question
	found   []Finding // nil: not looked yet

	mu     sync.Mutex
	fresh  *News // that came since
	busy   bool
	choice Choice
	show   *Show // that was opened
	err    error
	ended  bool // opening ended
	closed bool
	over   chan struct{}
	cancel context.CancelFunc
	worker sync.WaitGroup
}

func newStart(ctx context.Context, options *Start, painter *painter, skin *skin, wrong string) *start {
	s := &start{parent: ctx, options: options, painter: painter, skin: skin, wrong: wrong, news: options.News(), over: make(chan struct{})}
	s.ctx, s.cancel = context.WithCancel(ctx)
	s.worker.Add(1)
	go s.listen()
	return s
}

// listen looks for news now and then: a camera that is plugged in shows.
func (s *start) listen() {
	defer s.worker.Done()
	ticker := time.NewTicker(2 * time.Second)
	defer ticker.Stop()
	last := s.news
	for {
		select {
		case <-s.over:
			return
		case <-s.ctx.Done():
			return
		case <-ticker.C:
		}
		if now := s.options.News(); !reflect.DeepEqual(now, last) {
			last = now
			s.mu.Lock()
			s.fresh = &now
			s.mu.Unlock()
			wake()
		}
	}
}

// heard takes news, if there is any. Pages that someone is in the middle of
// stay as they are until they are left.
func (s *start) heard() {
	s.mu.Lock()
	fresh := s.fresh
	s.fresh = nil
	s.mu.Unlock()
	if fresh == nil {
		return
	}
	s.news = *fresh
	if s.page == frontPage && s.ask == nil {
		s.lay()
	}
}

// lay makes the widgets for what is to be said now.
func (s *start) lay() {
	k := s.skin
	if s.busy {
		s.laid = busyPage
		s.desk.lay(k, k.label(k.said("start_opening"), &k.large, k.theme.Ink))
		return
	}
	put := s.desk.put
	if s.laid == s.page && s.ask == nil {
		put = s.desk.again
	}
	s.laid = s.page
	put(k, map[page]func() *widget.Container{
		frontPage: s.front, roomsPage: s.rooms, camerasPage: s.cameras,
		settingsPage: s.settings, computerPage: s.computer,
	}[s.page]())
}

// turn goes to another page.
func (s *start) turn(to page) {
	s.page = to
	if to == frontPage {
		s.wrong = ""
	}
	s.lay()
}

// open begins to do what was chosen.
func (s *start) open(c Choice) {
	s.choice, s.busy, s.ask, s.wrong = c, true, nil, ""
	s.lay()
	s.worker.Add(1)
	go func() {
		defer s.worker.Done()
		show, err := s.options.Open(s.ctx, c)
		s.mu.Lock()
		s.show, s.err, s.ended = show, err, true
		s.mu.Unlock()
		wake()
	}()
}

// opened looks whether opening ended, and what came of it.
func (s *start) opened() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.ended || !s.busy || s.err == nil {
		return
	}
	s.ended, s.busy = false, false
	choice, err := s.choice, s.err
	var locked controls.Locked
	if !errors.As(err, &locked) {
		s.wrong = s.skin.trouble(err)
		s.lay()
		return
	}
	wrong := ""
	if choice.Passphrase != "" {
		wrong = s.skin.trouble(err)
	}
	s.ask = newQuestion(s.skin, locked.NewPassphrase(), wrong, func(passphrase string) error {
		if s.ask = nil; passphrase == "" {
			s.lay()
			return nil
		}
		choice.Passphrase, choice.Code = passphrase, ""
		s.open(choice)
		return nil
	})
	if r, can := locked.(interface{ Recoverable() bool }); !can || !r.Recoverable() {
		return
	}
	s.ask.recover = func(code, passphrase string) error {
		s.ask = nil
		choice.Passphrase, choice.Code = passphrase, code
		s.open(choice)
		return nil
	}
	if choice.Code != "" {
		s.ask.again(choice.Code, choice.Passphrase)
	} else {
		s.ask.lay()
	}
}

func (s *start) update(now time.Time) (again bool) {
	s.opened()
	s.heard()
	s.dropped()
	if s.ask != nil {
		s.ask.update()
		return true
	}
	s.desk.update()
	if inpututil.IsKeyJustPressed(ebiten.KeyEscape) && !s.busy {
		if s.page != frontPage {
			s.turn(frontPage)
		} else {
			s.closed = true
		}
	}
	return s.desk.awake(now) || s.busy
}

// dropped opens a file that was dropped on the window.
func (s *start) dropped() {
	files := ebiten.DroppedFiles()
	if files == nil || s.busy {
		return
	}
	path, kind := droppedFile(files)
	switch kind {
	case record:
		s.open(Choice{Want: LookBack, Path: path})
		return
	case clip:
		s.open(Choice{Want: Begin, Path: path})
		return
	case roomFile:
		s.use(path)
		return
	}
	s.wrong = s.skin.said("start_dropped_other")
	s.lay()
}

// use takes a room for the sessions that follow.
func (s *start) use(path string) {
	s.wrong = ""
	if s.options.Use != nil {
		if err := s.options.Use(path); err != nil {
			s.wrong = s.skin.trouble(err)
		}
	}
	s.news, s.page = s.options.News(), frontPage
	s.lay()
}

func (s *start) draw(on *ebiten.Image, _ bool) {
	if s.ask != nil {
		s.ask.draw(on)
		return
	}
	if size := on.Bounds().Size(); s.skin.size != size || s.desk.ui.Container == nil {
		s.skin.fit(size)
		s.lay()
	}
	s.desk.draw(s.skin, on)
}

func (s *start) next() stage {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.closed:
		return nil
	case !s.ended || s.err != nil:
		return s
	case s.show == nil:
		return nil
	}
	ctx, options, painter, skin, show := s.parent, s.options, s.painter, s.skin, s.show
	return show.stage(painter, skin, func(err error) stage {
		wrong := ""
		if err != nil {
			wrong = skin.trouble(err)
		}
		if show.Panel != nil {
			options.wear(show.Panel.Look(), skin)
		}
		return newStart(ctx, options, painter, skin, wrong)
	})
}

func (s *start) close() { s.closed = true }
func (s *start) caption() string {
	if s.ask != nil {
		return s.ask.caption()
	}
	titles := map[page]words.ID{
		roomsPage: "start_other_room", camerasPage: "start_which_camera", settingsPage: "start_settings", computerPage: "start_computer",
	}
	switch id, titled := titles[s.page]; {
	case s.busy:
		return captioned(s.skin.said("start_opening"))
	case titled:
		return captioned(s.skin.said(id))
	}
	return "nabij"
}

// captioned is what the window is called on a page.
func captioned(title string) string { return "nabij · " + title }

func (s *start) full() bool { return false }

// leave waits for what is being opened. What was opened and is not shown is
// closed.
func (s *start) leave() {
	close(s.over)
	if s.closed || s.parent.Err() != nil {
		s.cancel()
	}
	s.worker.Wait()
	if s.closed && s.show != nil && s.show.Close != nil {
		s.show.Close() //nolint:errcheck // nothing of it was seen
	}
}
