package controls

import (
	"errors"
	"math"
	"strings"
	"time"

	"nabij/canvas"
	"nabij/canvas/words"
	"nabij/vision/scene"
)

// seekStep is how far an arrow key goes.
const seekStep = 5 * time.Second

// Press gives a key to the panel; while a line is asked for, none counts. A key that means nothing closes the
// question whether to close the window.
func (p *Panel) Press(key Key) {
	if p.writing != nil {
		return
	}
	p.Do(Find(key, p.InReplay()))
}

// Do does what a command asks for.
func (p *Panel) Do(c Command) {
	if p.asking && c != Quit && c != Keep && c != Back {
		p.asking, p.stale = false, true
		return
	}
	if c == None {
		return
	}
	p.stale = true
	if c != Leave {
		p.doomed = 0
	}
	switch {
	case p.doWindow(c), p.doView(c), p.doMoment(c), p.doSession(c), p.doAddition(c), p.doReplay(c):
	}
}

// doWindow does what is about the window itself.
func (p *Panel) doWindow(c Command) bool {
	switch c {
	case Help:
		p.help = !p.help
	case Quit:
		p.Close()
	case Back:
		p.back()
	case Fullscreen:
		p.full = !p.full
	case ClientView:
		p.client = !p.client
		p.EndPeek()
		p.opts.Plain, p.help = p.client, false
	case Dark:
		p.dark()
	case TextSize:
		p.textSize()
	case Measure:
		p.opts.Measure = !p.opts.Measure
	case Bubble:
		p.bubble()
	default:
		return false
	}
	return true
}

// back leaves the innermost of what is open.
func (p *Panel) back() {
	switch {
	case p.asking:
		p.asking = false
	case p.help:
		p.help = false
	case p.client:
		p.Do(ClientView)
	case p.full:
		p.full = false
	default:
		p.Close()
	}
}

func (p *Panel) dark() {
	if p.opts.Theme.Name == canvas.Light().Name {
		p.opts.Theme = canvas.Dark()
	} else {
		p.opts.Theme = canvas.Light()
	}
}

// textSize goes through 100, 125, 150 and 200 %.
func (p *Panel) textSize() {
	sizes := []float64{1, 1.25, 1.5, 2}
	next := sizes[0]
	for _, size := range sizes {
		if size > p.opts.Scale {
			next = size
			break
		}
	}
	p.opts.Scale = next
	p.acknowledge(p.say.Say("window_text_size", "Percent", int(math.Round(100*next))))
}

// doView does what is about how the floor lies on the sheet.
func (p *Panel) doView(c Command) bool {
	const zoom, pan, turn = 1.25, 60, math.Pi / 12
	switch c {
	case Whole:
		p.view = nil
	case ZoomIn:
		p.zoom(zoom, p.middle())
	case ZoomOut:
		p.zoom(1/zoom, p.middle())
	case PanLeft:
		p.pan(pan, 0)
	case PanRight:
		p.pan(-pan, 0)
	case PanUp:
		p.pan(0, pan)
	case PanDown:
		p.pan(0, -pan)
	case TurnLeft:
		p.turn(-turn)
	case TurnRight:
		p.turn(turn)
	case Mirror:
		p.mirror()
	default:
		return false
	}
	return true
}

// doSession does what is about a session that happens now.
func (p *Panel) doSession(c Command) bool {
	if p.session == nil {
		return false
	}
	switch c {
	case Keep:
		p.keep()
	case Pause:
		p.pause()
	case Write:
		p.writeLive()
	case Lay:
		p.layRibbons()
	case Who:
		p.who()
	case Exchange:
		p.exchangeNames()
	case Peek:
		p.beginPeek()
	default:
		return false
	}
	return true
}

func (p *Panel) keep() {
	p.asking = false
	if p.session.Keeping() {
		p.acknowledge(p.say.Say("window_keeping_already"))
		return
	}
	err := p.session.Keep()
	var locked Locked
	if errors.As(err, &locked) {
		p.locked = locked
		return
	}
	p.told(err, "window_keeping")
}

// Locked is an error of something that needs the practice's passphrase first.
type Locked interface {
	error
	// NewPassphrase reports whether there is none yet, so that one has to be
	// thought up.
	NewPassphrase() bool
}

// Unlocker is a [Session] that can be given the passphrase.
type Unlocker interface {
	Unlock(passphrase string) error
}

// Locked returns what the passphrase is needed for; nil where it is not.
func (p *Panel) Locked() Locked { return p.locked }

// Unlock gives the passphrase that [Panel.Locked] asks for and keeps the
// session. An empty one gives up. It returns what is wrong with it, for whoever
// typed it.
func (p *Panel) Unlock(passphrase string) error {
	p.stale = true
	u, can := p.session.(Unlocker)
	if passphrase == "" || !can {
		p.locked = nil
		return nil
	}
	if err := u.Unlock(passphrase); err != nil {
		return err
	}
	p.locked = nil
	p.keep()
	return nil
}

func (p *Panel) pause() {
	p.EndPeek()
	closed := !p.session.Paused()
	line := words.ID("window_resumed")
	if closed {
		line = "window_paused"
	}
	p.told(p.session.Pause(closed), line)
}

// moment marks the scene that is shown as a moment of a voice.
func (p *Panel) moment(voice scene.Voice, line words.ID) {
	p.mark(p.momentAt(voice), p.say.Say(line))
}

// momentAt is a moment of the scene that is shown, without a distance.
func (p *Panel) momentAt(voice scene.Voice) scene.Moment {
	nan := math.NaN()
	return scene.Moment{At: p.scene.At, Clock: p.scene.Clock, Voice: voice, Kind: scene.Mark, DistanceM: nan, VarM2: nan, DirectionDeg: nan}
}

// doMoment marks a moment of what is shown: now, or afterwards in a replay.
func (p *Panel) doMoment(c Command) bool {
	switch c {
	case ClientMoment:
		p.moment(scene.Client, "window_client_moment")
	case TherapistMoment:
		p.moment(scene.Therapist, "window_therapist_moment")
	case Uncomfortable:
		p.stop(scene.D1, "window_stop_first")
	case VeryUncomfortable:
		p.stop(scene.D2, "window_stop_second")
	default:
		return false
	}
	return true
}

// mark keeps a moment and says so, or what went wrong.
func (p *Panel) mark(m scene.Moment, line string) {
	if p.InReplay() {
		p.add(line+"  ·  "+p.say.Say("window_write_hint"), func(b Book) error { return b.Mark(m) })
		return
	}
	p.moments = append(p.moments, m)
	if !p.session.Keeping() {
		p.marked = nil
		p.acknowledge(line + "  ·  " + p.say.Say("window_not_kept"))
		return
	}
	id, err := p.session.Mark(m)
	if err != nil {
		p.fail(err)
		return
	}
	m.ID, p.marked = id, &m
	p.acknowledge(line + "  ·  " + p.say.Say("window_write_hint"))
}

// told says a line, or what went wrong.
func (p *Panel) told(err error, line words.ID) {
	if err != nil {
		p.fail(err)
		return
	}
	p.acknowledge(p.say.Say(line))
}

// doReplay does what is about a recording.
func (p *Panel) doReplay(c Command) bool {
	if p.player == nil {
		return false
	}
	switch c {
	case Play:
		p.player.Toggle()
	case Forward:
		p.player.Skip(seekStep)
	case Rewind:
		p.player.Skip(-seekStep)
	case StepForward:
		p.player.Step(1)
	case StepBack:
		p.player.Step(-1)
	case Faster:
		p.player.Faster()
	case Slower:
		p.player.Slower()
	case First:
		p.player.Seek(p.player.Span().From)
	case Last:
		p.player.Seek(p.player.Span().To)
	case NextMoment:
		p.jump(p.player.NextMoment)
	case PreviousMoment:
		p.jump(p.player.PreviousMoment)
	case Select:
		p.player.MarkSelection()
	case Gaps:
		p.gaps()
	case Traces:
		p.nextTraces()
	case Follow:
		p.nextFollowed()
	case Compare:
		p.compare()
	}
	p.load()
	return true
}

// jump goes to a moment and tells it.
func (p *Panel) jump(to func() bool) {
	if to() {
		p.tellMoments(p.player.At() - 1)
	}
}

func (p *Panel) gaps() {
	skip := !p.player.SkipsGaps()
	p.player.SkipGaps(skip)
	if skip {
		p.acknowledge(p.say.Say("window_gaps_skipped"))
	} else {
		p.acknowledge(p.say.Say("window_gaps_played"))
	}
}

// Caption is the window's title.
func (p *Panel) Caption() string {
	return strings.TrimSuffix("nabij · "+p.room.Name, " · ")
}
