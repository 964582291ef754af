package window

import (
	"context"
	"math"
	"sync"
	"sync/atomic"
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"nabij/canvas"
	"nabij/canvas/controls"
	"nabij/vision/scene"
)

// beat is how often a sheet that changes by itself is drawn.
const beat = time.Second / 30

// game is the window as Ebiten wants it.
type game struct {
	ctx     context.Context
	panel   *controls.Panel
	opts    Options
	sheet   sheet
	lists   [2]canvas.List // by turns, so that the sheet can compare them
	turn    int
	size    canvas.XY // px
	drawn   canvas.XY // the size last drawn, px
	input   input
	newest  atomic.Pointer[scene.Scene]
	again   chan struct{} // asks to be woken one beat later
	over    chan struct{} // closed when Ebiten returned
	workers sync.WaitGroup
}

func newGame(ctx context.Context, opts Options, painter *painter) *game {
	g := &game{ctx: ctx, panel: opts.Panel, opts: opts, again: make(chan struct{}, 1), over: make(chan struct{})}
	g.sheet.painter = painter
	g.workers.Add(1)
	go g.pulse()
	return g
}

// stop ends the goroutine that wakes the window.
func (g *game) stop() {
	close(g.over)
	g.workers.Wait()
}

// pulse takes the scenes as they come and wakes the window when there is a
// reason to.
func (g *game) pulse() {
	defer g.workers.Done()
	scenes := g.opts.Scenes
	end := g.ctx.Done()
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-g.over:
			return
		case <-end:
			end = nil
			timer.Reset(0)
		case s, open := <-scenes:
			if !open {
				scenes = nil
				continue
			}
			g.newest.Store(&s)
			wake()
		case <-g.again:
			timer.Reset(beat)
		case <-timer.C:
			wake()
			if g.ctx.Err() != nil {
				// Ebiten forgets a wake while it starts: until the window
				// is closed it is told again.
				timer.Reset(beat)
			}
		}
	}
}

// Update looks what is new.
func (g *game) Update() error {
	if g.ctx.Err() != nil {
		return ebiten.Termination
	}
	if ebiten.IsWindowBeingClosed() {
		g.panel.Close()
	}
	if s := g.newest.Swap(nil); s != nil {
		g.panel.Show(*s)
	}
	now := time.Now()
	held := g.input.pass(g.panel, now)
	if again := g.panel.Tick(now); again || held {
		select {
		case g.again <- struct{}{}:
		default:
		}
	}
	if g.panel.Done() {
		return ebiten.Termination
	}
	if full := g.panel.Full() || g.opts.Fullscreen; full != ebiten.IsFullscreen() {
		ebiten.SetFullscreen(full)
	}
	return nil
}

// Draw draws the panel where it changed.
func (g *game) Draw(screen *ebiten.Image) {
	if !g.panel.Stale() && g.size == g.drawn {
		return
	}
	g.turn = 1 - g.turn
	list := &g.lists[g.turn]
	g.panel.Draw(list, g.size.X, g.size.Y)
	g.sheet.draw(screen, list)
	g.drawn = g.size
	if g.opts.OnDrawn != nil {
		g.opts.OnDrawn(g.panel.Scene().Frame, time.Now())
	}
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
