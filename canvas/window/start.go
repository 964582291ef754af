package window

import (
	"context"
	"errors"
	"path/filepath"
	"sync"
	"time"

	"github.com/ebitenui/ebitenui/widget"
	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/inpututil"

	"nabij/canvas/controls"
)

// Want is what someone wants in the start view.
type Want uint8

// The wants.
const (
	Begin     Want = iota // a session, now
	LookBack              // at a record
	Calibrate             // the room
	Demo                  // a made-up room, to look around
)

// Choice is what was chosen in the start view.
type Choice struct {
	Want       Want
	Path       string // of the record
	Passphrase string // empty until it was asked for
}

// Record is a record that one can look back at.
type Record struct {
	Path string
	Name string // as it is shown
}

// Start is a start view: begin a session, look back, calibrate the room.
type Start struct {
	// News tells what the view says. It is called whenever the view comes.
	News func() News
	// Open does what was chosen; it may take a while, and is called on a
	// goroutine of its own. An error that is a [controls.Locked] asks for the
	// passphrase and opens again. A nil show closes the window.
	Open func(context.Context, Choice) (*Show, error)
}

// News is what the start view says.
type News struct {
	Room    string   // the name of the room used last; empty: there is none
	Camera  string   // the camera's state, a sentence; empty: nothing is said
	Records []Record // newest first
	// Calibrate tells that the room can be calibrated from here.
	Calibrate bool
}

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
	looking bool   // the records are listed
	ask     *question

	mu     sync.Mutex
	busy   bool
	choice Choice
	show   *Show // that was opened
	err    error
	ended  bool // opening ended
	closed bool
	cancel context.CancelFunc
	worker sync.WaitGroup
}

func newStart(ctx context.Context, options *Start, painter *painter, skin *skin, wrong string) *start {
	s := &start{parent: ctx, options: options, painter: painter, skin: skin, wrong: wrong, news: options.News()}
	s.ctx, s.cancel = context.WithCancel(ctx)
	return s
}

// records is how many records are listed.
const records = 6

// lay makes the widgets for what is to be said now.
func (s *start) lay() {
	k := s.skin
	switch {
	case s.busy:
		s.desk.lay(k, k.label(k.said("start_opening"), &k.large, k.theme.Ink))
	case s.looking:
		s.desk.lay(k, s.library()...)
	default:
		s.desk.lay(k, s.front()...)
	}
}

// front is the first thing one sees.
func (s *start) front() []widget.PreferredSizeLocateableWidget {
	k := s.skin
	room := k.said("start_no_room")
	if s.news.Room != "" {
		room = k.said("start_room", "Room", s.news.Room)
	}
	begin := k.press(k.said("start_begin"), true, 460, func() { s.open(Choice{Want: Begin}) })
	begin.GetWidget().Disabled = s.news.Room == ""
	back := k.press(k.said("start_look_back"), false, 460, func() { s.looking = true; s.lay() })
	back.GetWidget().Disabled = len(s.news.Records) == 0
	children := []widget.PreferredSizeLocateableWidget{
		k.label("nabij", &k.title, k.theme.Ink),
		k.label(room, &k.plain, k.theme.Quiet), k.label(s.news.Camera, &k.plain, k.theme.Quiet), k.gap(12),
		begin, back,
	}
	if s.news.Calibrate {
		children = append(children, k.press(k.said("start_calibrate"), false, 460, func() { s.open(Choice{Want: Calibrate}) }))
	}
	return append(children, k.press(k.said("start_demo"), false, 460, func() { s.open(Choice{Want: Demo}) }),
		k.gap(6), k.label(s.wrong, &k.plain, k.theme.Ink), k.label(k.said("start_drop"), &k.plain, k.theme.Quiet))
}

// library lists the newest records.
func (s *start) library() []widget.PreferredSizeLocateableWidget {
	k := s.skin
	children := []widget.PreferredSizeLocateableWidget{k.label(k.said("start_look_back"), &k.large, k.theme.Ink), k.gap(6)}
	for _, r := range s.news.Records[:min(records, len(s.news.Records))] {
		children = append(children, k.press(r.Name, false, 460, func() { s.open(Choice{Want: LookBack, Path: r.Path}) }))
	}
	return append(children, k.gap(6), k.press(k.said("passphrase_back"), true, 460, func() { s.looking = false; s.lay() }))
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
		s.wrong = err.Error()
		s.lay()
		return
	}
	wrong := ""
	if choice.Passphrase != "" {
		wrong = err.Error()
	}
	s.ask = newQuestion(s.skin, locked.NewPassphrase(), wrong, func(passphrase string) error {
		if s.ask = nil; passphrase == "" {
			s.lay()
			return nil
		}
		choice.Passphrase = passphrase
		s.open(choice)
		return nil
	})
}

func (s *start) update(now time.Time) (again bool) {
	s.opened()
	s.dropped()
	if s.ask != nil {
		s.ask.update()
		return true
	}
	s.desk.update()
	if inpututil.IsKeyJustPressed(ebiten.KeyEscape) {
		if s.looking {
			s.looking = false
			s.lay()
		} else {
			s.closed = true
		}
	}
	return s.desk.awake(now) || s.busy
}

// dropped opens a record that was dropped on the window.
func (s *start) dropped() {
	files := ebiten.DroppedFiles()
	if files == nil || s.busy {
		return
	}
	if path, found := droppedRecord(files); found {
		s.open(Choice{Want: LookBack, Path: path})
		return
	}
	s.wrong = s.skin.said("start_dropped_other")
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
	s.desk.ui.Draw(on)
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
	ctx, options, painter, skin := s.parent, s.options, s.painter, s.skin
	return s.show.stage(painter, skin, func(err error) stage {
		wrong := ""
		if err != nil {
			wrong = err.Error()
		}
		return newStart(ctx, options, painter, skin, wrong)
	})
}

func (s *start) close()     { s.closed = true }
func (s *start) full() bool { return false }

// leave waits for what is being opened. What was opened and is not shown is
// closed.
func (s *start) leave() {
	if s.closed || s.parent.Err() != nil {
		s.cancel()
	}
	s.worker.Wait()
	if s.closed && s.show != nil && s.show.Close != nil {
		s.show.Close() //nolint:errcheck // nothing of it was seen
	}
}

// extension is how records are recognised.
const extension = ".nabij"

func isRecord(name string) bool { return filepath.Ext(name) == extension }
