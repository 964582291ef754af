package window

import (
	"image"
	"sync"
	"sync/atomic"
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"nabij/canvas"
	"nabij/canvas/controls"
	"nabij/canvas/guide"
	"nabij/vision/scene"
)

// Show is a session, now or looked back at, that a window shows.
type Show struct {
	// Panel is what is shown. It belongs to the window until it is closed.
	Panel *controls.Panel
	// Guide is shown instead of a panel, to calibrate a room; nil: it is not.
	// Where it leads on to a session, the start view begins one.
	Guide *guide.Guide
	// Scenes are those of a live session; nil in a replay. The window always
	// takes what comes and shows the newest, so a sender hardly ever waits.
	// A closed channel leaves the last scene on the screen.
	Scenes <-chan scene.Scene
	// OnDrawn is told when the scene of a frame was drawn; nil: nobody is.
	// It is called on the window's goroutine and should return at once.
	OnDrawn func(frame int, at time.Time)
	// Over ends the show when it is closed; nil: only the panel does.
	Over <-chan struct{}
	// Camera returns what the camera sees while a key for it is held; nil, or
	// nil itself: nothing is shown. It is drawn and nowhere kept.
	Camera func() *image.RGBA
	// Library is shown in place of a panel, where it is set.
	Library *Browse
	// Close is called when the show is no longer on the screen; nil: nothing
	// is.
	Close func() error
}

// panel is the stage of a show.
type panel struct {
	show    Show
	sheet   sheet
	lists   [2]canvas.List // by turns, so that the sheet can compare them
	turn    int
	covered bool // something else was drawn over the map
	input   input
	newest  atomic.Pointer[scene.Scene]
	over    chan struct{}
	workers sync.WaitGroup
	ask     *question // for the passphrase; nil: nothing is asked
	entry   *entry    // for a line of text; nil: none is asked for
	card    *company  // that lies beside the map; nil: none
	skin    *skin
	after   func(error) stage // what follows when the show is closed
}

// stay tells that a show is followed by nothing.
func stay(error) stage { return nil }

// stage is what fills the window with a show; after tells what follows it.
func (s Show) stage(painter *painter, skin *skin, after func(error) stage) stage {
	if s.Library != nil {
		return newShelves(s.Library, painter, skin, after)
	}
	if s.Guide == nil {
		return newPanel(s, painter, skin, after)
	}
	return newLeading(s.Guide, painter, skin, func(end guide.End) stage {
		s.Guide.Leave()
		var err error
		if s.Close != nil {
			err = s.Close()
		}
		next := after(err)
		if front, is := next.(*start); is && end == guide.Session {
			front.open(Choice{Want: Begin})
		}
		return next
	})
}

func newPanel(show Show, painter *painter, skin *skin, after func(error) stage) *panel {
	p := &panel{show: show, skin: skin, over: make(chan struct{}), after: after}
	p.sheet.painter = painter
	p.workers.Add(1)
	go p.listen()
	return p
}

// restBeat is how often scenes are taken that tell the same as the one before:
// only their time is another.
const restBeat = time.Second / 2

// listen takes the scenes as they come. Ebiten forgets a wake while it starts:
// the window is told again until it took what there is.
func (p *panel) listen() {
	defer p.workers.Done()
	scenes, over, ended := p.show.Scenes, p.show.Over, false
	var last scene.Scene
	remind := time.NewTimer(beat)
	defer remind.Stop()
	for {
		select {
		case <-p.over:
			return
		case <-over:
			over, ended = nil, true
			wake()
			remind.Reset(beat)
		case s, open := <-scenes:
			if !open {
				scenes = nil
				continue
			}
			if last.Frame > 0 && s.At-last.At < restBeat && s.Alike(&last) {
				continue
			}
			last = s
			p.newest.Store(&s)
			wake()
			remind.Reset(beat)
		case <-remind.C:
			if ended || p.newest.Load() != nil {
				wake()
				remind.Reset(beat)
			}
		}
	}
}

func (p *panel) leave() {
	close(p.over)
	p.workers.Wait()
}

func (p *panel) update(now time.Time) (again bool) {
	if s := p.newest.Swap(nil); s != nil {
		p.show.Panel.Show(*s)
	}
	if locked := p.show.Panel.Locked(); locked != nil {
		if p.ask == nil {
			p.skin.wear(p.show.Panel.Look())
			p.ask = newQuestion(p.skin, locked.NewPassphrase(), "", p.show.Panel.Unlock)
		}
		p.ask.update()
		p.show.Panel.Tick(now)
		return true
	}
	p.ask = nil
	if p.deal(); p.card != nil {
		p.card.update()
		p.show.Panel.Tick(now)
		return true
	}
	if p.write() {
		p.show.Panel.Tick(now)
		return true
	}
	held := p.input.pass(p.show.Panel, now)
	return p.show.Panel.Tick(now) || held || p.show.Panel.Peeking() || p.asked()
}

// asked tells that the panel wants a card or a field that is laid at the next
// look: a key that was let go already brings none by itself.
func (p *panel) asked() bool {
	on := p.show.Panel
	return on.Asks() != nil || on.Guests() != nil || on.Locked() != nil
}

// deal lays the card that the panel asks for beside the map, or takes it away.
func (p *panel) deal() {
	guests := p.show.Panel.Guests() != nil
	switch {
	case !guests:
		p.card = nil
	case p.card == nil:
		p.skin.wear(p.show.Panel.Look())
		p.card = newCompany(p.skin, p.show.Panel)
	}
}

// write lets a line of text be written where the panel asks for one.
func (p *panel) write() bool {
	line := p.show.Panel.Asks()
	switch {
	case line == nil:
		p.entry = nil
		return false
	case p.entry == nil || p.entry.line != line:
		p.skin.wear(p.show.Panel.Look())
		p.entry = newEntry(p.skin, line)
	}
	p.entry.update(p.show.Panel)
	return true
}

func (p *panel) draw(on *ebiten.Image, anew bool) {
	if p.ask != nil {
		p.covered = true
		p.ask.draw(on)
		return
	}
	if anew || p.show.Panel.Stale() || p.card != nil || p.covered != (p.entry != nil) || p.show.Panel.Peeking() {
		p.drawMap(on, anew)
	}
	if p.entry != nil {
		p.covered = true
		p.entry.draw(on)
	}
}

// drawMap draws the panel itself.
func (p *panel) drawMap(on *ebiten.Image, anew bool) {
	p.turn = 1 - p.turn
	list := &p.lists[p.turn]
	size := on.Bounds().Size()
	width := float64(size.X)
	if p.card != nil {
		width -= p.card.beside()
	}
	p.show.Panel.Draw(list, width, float64(size.Y))
	from, to, area := p.show.Panel.Bar()
	p.sheet.draw(on, list, from, to, area, anew || p.covered)
	p.covered = p.card != nil || p.entry != nil || p.show.Panel.Peeking()
	if p.show.Panel.Peeking() && p.show.Camera != nil {
		p.sheet.painter.film(on, p.show.Camera(), p.show.Panel.MapArea(), list.Ground)
	}
	if p.card != nil {
		p.card.draw(on)
	}
	if p.show.OnDrawn != nil {
		p.show.OnDrawn(p.show.Panel.Scene().Frame, time.Now())
	}
}

func (p *panel) next() stage {
	select {
	case <-p.show.Over:
	default:
		if !p.show.Panel.Done() {
			return p
		}
	}
	var err error
	if p.show.Close != nil {
		err = p.show.Close()
	}
	return p.after(err)
}

func (p *panel) close() { p.show.Panel.Close() }
func (p *panel) caption() string {
	if p.ask != nil {
		return p.ask.caption()
	}
	return p.show.Panel.Caption()
}

func (p *panel) full() bool { return p.show.Panel.Full() }
