package guide

import (
	"context"
	"image"
	"sync"
	"sync/atomic"
	"time"

	"nabij/canvas"
	"nabij/canvas/words"
	"nabij/vision"
	"nabij/vision/calibrate"
	"nabij/vision/floor"
)

// Options say what a guide begins with.
type Options struct {
	Lang  words.Lang
	Dark  bool
	Scale float64 // of text, 1 to 2; zero: 1
	// Room is the room as its file has it; without points it is a new one.
	Room floor.Room
	// File is how the room's file is called to people; empty for a new room.
	File string
	// Source is the camera, clip or picture that was asked for; empty: the
	// room's camera, or the only one that there is, or a question.
	Source string
	// Onwards tells that a session can follow from here.
	Onwards bool
}

// End is what follows a guide.
type End uint8

// The ends.
const (
	Closed  End = iota // nothing more
	Session            // a session in the room that was saved
)

// Guide is the state of the guided window. Make one with [New]. It is not safe
// for several goroutines; what it begins on others comes back through Tick.
type Guide struct {
	say     *words.Speaker
	theme   canvas.Theme
	program Program
	options Options
	waker   atomic.Pointer[func()]

	room    floor.Room
	anew    bool         // it gets a file of its own
	lens    *floor.Lens  // that is known; nil: it is found with the floor
	first   *floor.Floor // of the room as it was opened; nil: none
	ground  *floor.Floor // nil: not measured yet
	report  calibrate.Report
	changed bool // something is not saved

	step    step
	reached step
	opened  int // pages so far
	page    page
	pages   struct {
		camera  cameraPage
		ways    waysPage
		sheets  sheetsPage
		points  pointsPage
		lens    lensPage
		report  reportPage
		check   checkPage
		ribbons ribbonsPage
		save    savePage
	}

	newest  atomic.Pointer[Frame]
	frame   Frame
	number  int // of pictures that were shown
	job     job
	watch   watcher
	told    trouble
	look    look
	hold    hold
	mouse   canvas.XY
	asking  bool // whether to close
	done    bool
	end     End
	stale   bool
	widgets []Widget
}

// New returns a guide. It begins to watch at once where it is clear what.
func New(program Program, o Options) *Guide {
	o.Scale = min(2, max(1, o.Scale))
	g := &Guide{
		say: words.For(o.Lang), theme: canvas.Light(), program: program, options: o,
		room: o.Room, lens: o.Room.Lens, anew: len(o.Room.Points) == 0, stale: true,
	}
	if o.Dark {
		g.theme = canvas.Dark()
	}
	g.job.ended = make(chan func(), 1)
	g.solveGiven()
	g.begin()
	return g
}

// OnWake says what is called, on any goroutine, when there is something new.
func (g *Guide) OnWake(wake func()) { g.waker.Store(&wake) }

// wake tells that there is something new.
func (g *Guide) wake() {
	if wake := g.waker.Load(); wake != nil {
		(*wake)()
	}
}

// solveGiven solves the floor of the room that was given.
func (g *Guide) solveGiven() {
	if len(g.room.Points) == 0 {
		return
	}
	if ground, err := floor.Solve(g.room.Size, g.room.Lens, g.room.Points); err == nil {
		g.first = ground
		g.setGround(ground)
	}
}

func (g *Guide) setGround(ground *floor.Floor) {
	g.ground, g.report = ground, calibrate.NewReport(ground)
	g.pages.report.anew()
	g.stale = true
}

// Picture returns the picture that is shown, and a number that is another for
// each; nil where there is none. It must not be changed.
func (g *Guide) Picture() (*image.RGBA, int) { return g.frame.Image, g.number }

// Tick takes what is new. It returns whether it has to be called again soon
// though nobody does anything.
func (g *Guide) Tick(time.Time) (again bool) {
	if f := g.newest.Swap(nil); f != nil {
		g.frame, g.stale = *f, true
		g.number++
	}
	if opened := g.watch.opened.Swap(nil); opened != nil {
		g.pages.camera.openedAs(g, *opened)
	}
	if failed := g.watch.failed.Swap(nil); failed != nil {
		g.pages.camera.failedTo(g, *failed)
	}
	select {
	case apply := <-g.job.ended:
		g.job.finish()
		g.stale = true
		apply()
	default:
	}
	if g.page == &g.pages.lens {
		g.pages.lens.tick(g)
	}
	return false
}

// Stale reports whether the sheet shows no longer what is so.
func (g *Guide) Stale() bool { return g.stale }

// Done reports whether the guide is over, and what follows.
func (g *Guide) Done() (bool, End) { return g.done, g.end }

// Close asks to end the guide: at once where nothing is lost, and otherwise
// the second time.
func (g *Guide) Close() {
	if g.asking || !g.changed {
		g.done = true
		return
	}
	g.asking, g.stale = true, true
}

// Leave ends what the guide began. It waits for it.
func (g *Guide) Leave() {
	g.watch.stop()
	g.job.stop()
}

// size is the size of the pictures that are watched.
func (g *Guide) size() vision.Size {
	if g.frame.Image != nil {
		return vision.Size{Width: g.frame.Image.Rect.Dx(), Height: g.frame.Image.Rect.Dy()}
	}
	return g.pages.camera.opened.Size
}

// watcher is the source that is being watched.
type watcher struct {
	cancel context.CancelFunc
	worker sync.WaitGroup
	opened atomic.Pointer[Opened]
	failed atomic.Pointer[error]
}

func (w *watcher) stop() {
	if w.cancel != nil {
		w.cancel()
		w.cancel = nil
	}
	w.worker.Wait()
	w.opened.Store(nil)
	w.failed.Store(nil)
}

// watchSource begins to watch a source.
func (g *Guide) watchSource(source string, size vision.Size) {
	g.watch.stop()
	g.newest.Store(nil)
	g.frame = Frame{}
	ctx, cancel := context.WithCancel(context.Background())
	g.watch.cancel = cancel
	g.watch.worker.Add(1)
	go func() {
		defer g.watch.worker.Done()
		err := g.program.Watch(ctx, source, size,
			func(o Opened) { g.watch.opened.Store(&o); g.wake() },
			func(f Frame) { g.newest.Store(&f); g.wake() })
		if err != nil && ctx.Err() == nil {
			g.watch.failed.Store(&err)
			g.wake()
		}
	}()
}
