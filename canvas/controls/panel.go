package controls

import (
	"errors"
	"time"

	"nabij/canvas"
	"nabij/canvas/livemap"
	"nabij/canvas/player"
	"nabij/canvas/words"
	"nabij/vision/floor"
	"nabij/vision/scene"
)

// Session is what can be asked of a session that happens now.
type Session interface {
	// Keeping reports whether the session is being recorded.
	Keeping() bool
	// Keep begins to record. A session begins unrecorded.
	Keep() error
	// Paused reports whether the eye is closed.
	Paused() bool
	// Pause closes the eye, so that no picture is taken, or opens it again.
	Pause(closed bool) error
	// Mark keeps a moment and returns the ID by which [Session.Edit] knows it.
	Mark(m scene.Moment) (id int64, err error)
	// Edit puts a moment in place of the one with its ID: a word was typed.
	Edit(m scene.Moment) error
}

// Recording is what is replayed.
type Recording interface {
	player.Store
	// Moments are those that were marked, in the order of their times.
	Moments() []scene.Moment
	// Gaps are the times at which nothing was recorded.
	Gaps() []player.Span
	// RoomAt is the room as it was at a time.
	RoomAt(t time.Duration) floor.Room
}

// Look is how the panel looks at first. The zero value is light, in English.
type Look struct {
	Lang   words.Lang
	Dark   bool
	Scale  float64 // of text, 1 to 2; zero: 1
	Turn   float64 // of the floor, radians clockwise
	Mirror bool
	Names  []string               // everyone, in the order of their colours; nil: as they appear
	Looks  map[string]canvas.Look // of people who have one of their own
}

// Panel is all that the window shows. Make one with [Live] or [Replay]. It is
// not safe for several goroutines.
type Panel struct {
	room    floor.Room
	say     *words.Speaker
	opts    livemap.Options
	trails  livemap.Trails
	scene   scene.Scene
	session Session        // nil in a replay
	record  Recording      // nil live
	player  *player.Player // nil live
	strip   livemap.Strip  // the recording's distances over time
	traces  traces
	stops   []scene.Moment // stop-distance marks
	bubbles bool           // whether they are shown as boundaries
	// What people call theirs; empty: they were asked and have no word for it.
	bubbleNames map[string]string

	size    canvas.XY    // of the sheet last drawn, px
	view    *canvas.View // nil: the whole room
	drag    drag
	hold    canvas.XY // where the mouse was last, px
	note    note
	now     time.Time
	help    bool
	client  bool
	full    bool
	asking  bool // whether to close
	done    bool
	failure error
	locked  Locked
	writing *writing      // nil: nothing is being typed
	marked  *scene.Moment // the moment marked last, live; nil: none
	follow  string        // who is kept in the middle; empty: nobody
	attempt *player.Span  // the first of two to compare; nil: none
	whole   *resting      // what a comparison stands before; nil: there is none
	lifted  *scene.Moment // a moment that is being moved; nil: none
	doomed  int64         // ID of a moment that was asked to be left out
	trailAt time.Duration
	recall  *recall // of the steps before a jump; nil: all are there

	// What the time strip of a live session shows.
	began, keptFrom time.Duration // of the first scene, and of the first kept; below 0: none is
	distances       livemap.Distances
	unwatched       []player.Span
	moments         []scene.Moment

	barOps [2]int  // which of the ops drawn last are the bar
	guests []Guest // being edited; nil: they are not
	peek   bool    // the camera's picture is asked for
	quiet  quiet

	stale bool // the sheet shows no longer what is so
}

// Live returns a panel for a session that happens now.
func Live(room floor.Room, session Session, look Look) *Panel {
	p := newPanel(room, look)
	p.session = session
	return p
}

// Replay returns a panel for a recording. It shows the first scene.
func Replay(record Recording, look Look) *Panel {
	p := newPanel(record.RoomAt(record.Span().From), look)
	p.play(record)
	return p
}

// play puts a recording on the panel, at its beginning.
func (p *Panel) play(record Recording) {
	p.record = record
	p.player = player.New(record.Span())
	p.player.SetGaps(record.Gaps())
	p.strip = overTime(record)
	p.traces, p.opts.Layers = noTraces, livemap.Layers{}
	p.noteMoments()
	p.trailAt = -time.Hour
	p.scene = scene.Scene{}
	p.load()
}

// noteMoments takes the recording's moments as they are now.
func (p *Panel) noteMoments() {
	p.stops = nil
	var times []time.Duration
	for _, m := range p.record.Moments() {
		times = append(times, m.At)
		switch m.Kind {
		case scene.D1, scene.D2:
			p.stops = append(p.stops, m)
		case scene.Bubble:
			p.called(m.Person, m.Word)
		}
	}
	p.player.SetMoments(times)
	p.blow()
}

func newPanel(room floor.Room, look Look) *Panel {
	p := &Panel{room: room, say: words.For(look.Lang), stale: true}
	p.opts = livemap.Options{
		Theme: canvas.Light(), Lang: look.Lang, Scale: max(1, look.Scale),
		Turn: look.Turn, Mirror: look.Mirror, Names: look.Names, Looks: look.Looks,
	}
	if look.Dark {
		p.opts.Theme = canvas.Dark()
	}
	return p
}

// Look returns how the panel looks now, to begin the next one with.
func (p *Panel) Look() Look {
	return Look{
		Lang: p.say.Lang(), Dark: p.opts.Theme.Name == canvas.Dark().Name, Scale: p.opts.Scale,
		Turn: p.opts.Turn, Mirror: p.opts.Mirror, Names: p.opts.Names,
	}
}

// InReplay reports whether the panel shows a recording.
func (p *Panel) InReplay() bool { return p.player != nil }

// Player returns where the replay stands; nil in a live session.
func (p *Panel) Player() *player.Player { return p.player }

// Scene returns the scene that is shown.
func (p *Panel) Scene() scene.Scene { return p.scene }

// Show shows a new scene of a live session.
func (p *Panel) Show(s scene.Scene) {
	if p.session != nil {
		p.noteTime(s)
		p.relay()
		p.opts.Line = p.quiet.hear(p.say, s)
	}
	p.scene = s
	p.trails.Add(s)
	p.stale = true
}

// Tick tells what time it is: a replay moves on, and lines that were said
// long enough go away. It returns whether the panel has to be told again soon.
func (p *Panel) Tick(now time.Time) (again bool) {
	passed := now.Sub(p.now)
	if p.now.IsZero() {
		passed = 0
	}
	p.now = now
	if p.note.fading(now) {
		p.stale = true
	}
	if p.player != nil && p.player.Playing() {
		// A machine that slept must not make the replay jump.
		before := p.player.At()
		p.player.Advance(min(passed, time.Second))
		p.load()
		p.tellMoments(before)
	}
	p.remember()
	return p.Moving()
}

// Moving reports whether the sheet changes by itself.
func (p *Panel) Moving() bool {
	return p.note.words != "" || p.recall != nil || (p.player != nil && p.player.Playing())
}

// load shows the scene at the player's position.
func (p *Panel) load() {
	s, err := p.record.At(p.player.At())
	if err != nil {
		p.fail(err)
		p.player.Pause()
		return
	}
	p.room = p.record.RoomAt(p.player.At())
	p.opts.Line = p.silence()
	if s.Frame == p.scene.Frame && s.At == p.scene.At && len(s.People) == len(p.scene.People) {
		p.stale = true
		return
	}
	if jump := s.At - p.trailAt; jump < 0 || jump > 2*time.Second {
		p.retrace(s.At)
	}
	p.trailAt = s.At
	p.Show(s)
}

func (p *Panel) fail(err error) {
	p.failure = err
	var plain interface{ Plain() } // a sentence already
	if errors.As(err, &plain) {
		p.acknowledge(err.Error())
		return
	}
	p.acknowledge(p.say.Say("window_trouble", "Cause", p.say.Trouble(err)))
}

// Err returns the last thing that went wrong; nil where nothing did.
func (p *Panel) Err() error { return p.failure }

// Done reports whether the window should close.
func (p *Panel) Done() bool { return p.done }

// Full reports whether the window should fill the screen.
func (p *Panel) Full() bool { return p.full || p.client }

// Client reports whether the map alone is shown, for a client: on a second
// screen or a projector where there is one.
func (p *Panel) Client() bool { return p.client }

// Stale reports whether the sheet has to be drawn again; [Panel.Draw] makes it
// fresh.
func (p *Panel) Stale() bool { return p.stale }

// Close asks to close the window, as its close button does: at once where
// nothing is lost, and otherwise the second time.
func (p *Panel) Close() {
	if p.asking || p.session == nil || p.session.Keeping() || p.scene.Frame == 0 {
		p.done = true
		return
	}
	p.asking, p.stale = true, true
}
