package window

import (
	"context"
	"fmt"
	"math"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"nabij/canvas"
)

// beat is how often something that changes by itself is drawn.
const beat = time.Second / 30

// pause is the longest that a window goes without a look. Drawing, on a thread
// of its own, reads from the display too and may take an event from the one that
// waits for it: a key would be noticed only when the mouse moves.
const pause = time.Second / 2

// stage is one thing that fills the window at a time: the start view, or a
// panel.
type stage interface {
	// update takes what is new, and returns whether it has to be asked again
	// soon though nothing happens.
	update(now time.Time) (again bool)
	// draw draws on a sheet that still holds what was drawn last; anew tells
	// that it does not.
	draw(on *ebiten.Image, anew bool)
	// next is the stage that follows; itself to stay, nil to close the window.
	next() stage
	// close is asked of the window's close button.
	close()
	// leave ends the stage's goroutines.
	leave()
	full() bool
	// caption is what the window is called, for the task bar and for whoever
	// is read to.
	caption() string
}

// game is the window as Ebiten wants it.
type game struct {
	ctx        context.Context
	stage      stage
	fullscreen bool      // always
	size       canvas.XY // px
	drawn      canvas.XY // the size last drawn, px
	fresh      bool      // a stage that was not drawn yet
	again      chan struct{}
	over       chan struct{} // closed when Ebiten returned
	called     string        // what the window is
	looks      atomic.Int64  // how often Update was called
	broken     error         // by a panic
	home       string        // the screen where the window was before a client was shown the map; empty: it is there
	screens    int           // how many there were at the last look
	workers    sync.WaitGroup
}

func newGame(ctx context.Context, first stage, fullscreen bool) *game {
	g := &game{
		ctx: ctx, stage: first, fullscreen: fullscreen, fresh: true,
		again: make(chan struct{}, 1), over: make(chan struct{}),
	}
	g.workers.Add(1)
	go g.pulse()
	return g
}

// stop ends everything that the window began.
func (g *game) stop() {
	close(g.over)
	g.workers.Wait()
	if g.stage != nil {
		g.stage.leave()
	}
}

// pulse wakes the window one beat after it asked for that, after every pause, and
// at the end.
func (g *game) pulse() {
	defer g.workers.Done()
	end := g.ctx.Done()
	timer := time.NewTimer(0)
	defer timer.Stop()
	asked := int64(-1) // looks when it was woken last
	for {
		select {
		case <-g.over:
			return
		case <-end:
			end = nil
			timer.Reset(0)
		case <-g.again:
			timer.Reset(beat)
		case <-timer.C:
			// Ebiten forgets a wake while it starts, and then may wait for
			// an event that does not come: until it looked, and at the end
			// until the window is closed, it is told again.
			looks := g.looks.Load()
			wake()
			timer.Reset(pause)
			if looks <= asked || looks < 2 || g.ctx.Err() != nil {
				timer.Reset(beat)
			}
			asked = looks
		}
	}
}

// guard ends the window where something in it panics, instead of the program:
// there may be a record to close.
func (g *game) guard() {
	if cause := recover(); cause != nil && g.broken == nil {
		g.broken = fmt.Errorf("a mistake in the program: %v", cause)
	}
}

// Update looks what is new.
func (g *game) Update() error {
	g.looks.Add(1)
	if g.broken == nil {
		done := g.look()
		if g.broken == nil {
			return done
		}
	}
	return g.broken
}

// look is Update but for its panics.
func (g *game) look() error {
	defer g.guard()
	if g.ctx.Err() != nil {
		return ebiten.Termination
	}
	if ebiten.IsWindowBeingClosed() {
		g.stage.close()
	}
	again := g.stage.update(time.Now())
	if next := g.stage.next(); next != g.stage {
		g.stage.leave()
		if g.stage = next; next == nil {
			return ebiten.Termination
		}
		g.fresh, again = true, true
	}
	if again {
		select {
		case g.again <- struct{}{}:
		default:
		}
	}
	g.seat()
	if now := g.stage.caption(); now != g.called {
		ebiten.SetWindowTitle(now)
		g.called = now
	}
	if full := g.stage.full() || g.fullscreen; full != ebiten.IsFullscreen() {
		ebiten.SetFullscreen(full)
	}
	return nil
}

// seat puts what is for a client on another screen, such as a projector, where
// there is one or as soon as there is, and what is not back on the one where it
// was. A window whose screen is unplugged comes to one that is left by itself.
// Screens are kept by name: Ebiten makes all of them anew when one comes or goes.
func (g *game) seat() {
	panel, is := g.stage.(*panel)
	away := is && panel.show.Panel.Client()
	screens, here := ebiten.AppendMonitors(nil), ebiten.Monitor()
	plugged := len(screens) > g.screens
	g.screens = len(screens)
	switch {
	case here == nil:
	case away && (g.home == "" || plugged && here.Name() == g.home):
		g.home = here.Name()
		move(screens, func(m *ebiten.MonitorType) bool { return m != here })
	case !away && g.home != "":
		if here.Name() != g.home {
			move(screens, func(m *ebiten.MonitorType) bool { return m.Name() == g.home })
		}
		g.home = ""
	}
}

// move puts the window on the first screen that fits.
func move(screens []*ebiten.MonitorType, fits func(*ebiten.MonitorType) bool) {
	if i := slices.IndexFunc(screens, fits); i >= 0 {
		if ebiten.IsFullscreen() {
			ebiten.SetFullscreen(false)
		}
		ebiten.SetMonitor(screens[i])
	}
}

// Draw draws the stage where it changed.
func (g *game) Draw(screen *ebiten.Image) {
	defer g.guard()
	g.stage.draw(screen, g.fresh || g.size != g.drawn)
	g.fresh, g.drawn = false, g.size
}

// Layout takes the window's size in device-independent px and answers with the
// size of the sheet in the screen's own.
func (g *game) Layout(width, height int) (int, int) {
	w, h := g.LayoutF(float64(width), float64(height))
	return int(w), int(h)
}

// LayoutF is Layout for a window whose size is no whole number.
func (g *game) LayoutF(width, height float64) (float64, float64) {
	scale := ebiten.Monitor().DeviceScaleFactor()
	g.size = canvas.XY{X: math.Max(1, math.Ceil(width*scale)), Y: math.Max(1, math.Ceil(height*scale))}
	return g.size.X, g.size.Y
}
