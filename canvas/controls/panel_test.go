package controls

import (
	"errors"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"nabij/canvas"
	"nabij/canvas/player"
	"nabij/canvas/words"
	"nabij/vision/floor"
	"nabij/vision/scene"
)

// desk is a session that remembers what was asked of it.
type desk struct {
	keeping, paused bool
	moments         []scene.Moment
	broken          error
}

func (d *desk) Mark(m scene.Moment) (int64, error) {
	d.moments = append(d.moments, m)
	return int64(len(d.moments)), d.broken
}

func (d *desk) Edit(m scene.Moment) error {
	d.moments[m.ID-1] = m
	return d.broken
}

func (d *desk) Keeping() bool { return d.keeping }
func (d *desk) Paused() bool  { return d.paused }

func (d *desk) Keep() error {
	d.keeping = d.broken == nil
	return d.broken
}

func (d *desk) Pause(closed bool) error {
	d.paused = closed
	return d.broken
}

// reel is a recording of a minute with one person who walks to the right.
type reel struct{ broken error }

func (r reel) Span() player.Span { return player.Span{To: time.Minute} }
func (reel) Moments() []scene.Moment {
	return []scene.Moment{{At: 20 * time.Second}, {At: 40 * time.Second}}
}
func (reel) RoomAt(time.Duration) floor.Room { return room }
func (reel) Gaps() []player.Span {
	return []player.Span{{From: 50 * time.Second, To: 55 * time.Second}}
}
func (r reel) At(t time.Duration) (scene.Scene, error) {
	return walk(t), r.broken
}

func walk(t time.Duration) scene.Scene {
	return scene.Scene{Frame: 1 + int(t.Seconds()*30+0.5), At: t, People: []scene.Person{{
		Name: "Anna", Seen: true, Posture: scene.Stand,
		Place: floor.Place{At: floor.Point{X: 0.05 * t.Seconds(), Y: 1}, Cov: floor.Round(0.05)},
	}}}
}

var room = floor.Room{Name: "Kamer", Zones: []floor.Zone{{
	Name: "veilig", Color: "blue", Kind: floor.Ribbon, Closed: true, WidthM: 0.03,
	Outline: []floor.Point{{X: 0, Y: 0}, {X: 4, Y: 0}, {X: 4, Y: 3}, {X: 0, Y: 3}},
}}}

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func draw(p *Panel) *canvas.List {
	var list canvas.List
	p.Draw(&list, 1280, 800)
	return &list
}

// said returns all texts of the sheet.
func said(p *Panel) string {
	var all []string
	for _, op := range draw(p).Ops {
		if text, is := op.(canvas.Text); is {
			all = append(all, text.Words)
		}
	}
	return strings.Join(all, "|")
}

func press(p *Panel, keys ...Key) {
	for _, k := range keys {
		p.Press(k)
	}
}

func TestSessionBeginsUnrecordedAndIsKeptOnAsking(t *testing.T) {
	d := &desk{}
	p := Live(room, d, Look{Lang: words.Dutch})
	p.Tick(noon)
	p.Show(walk(0))
	if got := said(p); d.keeping || !strings.Contains(got, "wordt niet bewaard") {
		t.Fatalf("at first: keeping %v, the sheet says %s", d.keeping, got)
	}
	press(p, "r")
	if got := said(p); !d.keeping || !strings.Contains(got, "Vanaf nu wordt de sessie bewaard.") {
		t.Fatalf("after the key: keeping %v, the sheet says %s", d.keeping, got)
	}
	p.Tick(noon.Add(3 * time.Second))
	if got := said(p); strings.Contains(got, "Vanaf nu") || p.Moving() {
		t.Error("the acknowledgement stays")
	}
}

func TestKeysReachTheSession(t *testing.T) {
	d := &desk{keeping: true}
	p := Live(room, d, Look{})
	press(p, "p", "c", "t", "t")
	if !d.paused || len(d.moments) != 3 || d.moments[0].Voice != scene.Client || d.moments[1].Voice != scene.Therapist {
		t.Errorf("paused %v, moments %v", d.paused, d.moments)
	}
	press(p, "space")
	if d.paused {
		t.Error("the eye stays closed")
	}
	d.broken = errors.New("disk is full")
	press(p, "c")
	if p.Err() == nil || !strings.Contains(said(p), "disk is full") {
		t.Error("a failure is not said")
	}
}

func TestAsksBeforeAnUnkeptSessionIsClosed(t *testing.T) {
	p := Live(room, &desk{}, Look{})
	p.Show(walk(0))
	press(p, "q")
	if p.Done() || !strings.Contains(said(p), "not kept") {
		t.Fatal("closed without asking")
	}
	press(p, "m")
	if p.Done() || strings.Contains(said(p), "Close it?") {
		t.Fatal("another key does not go on")
	}
	press(p, "q", "q")
	if !p.Done() {
		t.Error("the second time does not close")
	}
}

func TestClosesAtOnceWhereNothingIsLost(t *testing.T) {
	kept := Live(room, &desk{keeping: true}, Look{})
	kept.Show(walk(0))
	for name, p := range map[string]*Panel{
		"replay": Replay(reel{}, Look{}), "kept": kept, "nothing seen yet": Live(room, &desk{}, Look{}),
	} {
		press(p, "q")
		if !p.Done() {
			t.Errorf("%s: asked", name)
		}
	}
}

func TestKeepingAnswersTheQuestion(t *testing.T) {
	d := &desk{}
	p := Live(room, d, Look{})
	p.Show(walk(0))
	press(p, "q", "r")
	if p.Done() || !d.keeping || strings.Contains(said(p), "Close it?") {
		t.Error("keeping does not keep, or does not go on")
	}
}

func TestEscapeLeavesTheInnermost(t *testing.T) {
	p := Replay(reel{}, Look{})
	press(p, "f11", "b", "h", "escape")
	if !p.client || !p.Full() {
		t.Fatal("escape left more than the help")
	}
	press(p, "escape")
	if p.client || !p.Full() {
		t.Fatal("escape did not leave the client's view alone")
	}
	press(p, "escape")
	if p.Full() || p.Done() {
		t.Fatal("escape did not leave full screen alone")
	}
	press(p, "escape")
	if !p.Done() {
		t.Error("escape does not close in the end")
	}
}

func TestReplayPlaysScrubsAndJumps(t *testing.T) {
	p := Replay(reel{}, Look{})
	draw(p)
	p.Tick(noon)
	press(p, "space", "+")
	if !p.Tick(noon.Add(500 * time.Millisecond)) {
		t.Fatal("a replay that plays is not moving")
	}
	if got := p.Player().At(); got != time.Second || p.Scene().Frame != 31 {
		t.Fatalf("at %v, frame %d; want 1s, 31", got, p.Scene().Frame)
	}
	p.Tick(noon.Add(time.Hour))
	if got := p.Player().At(); got != 3*time.Second {
		t.Errorf("after an hour asleep at %v", got)
	}
	press(p, "space", "pagedown")
	if p.Player().Playing() || p.Scene().At != 20*time.Second {
		t.Errorf("at %v", p.Scene().At)
	}
	press(p, "right", "left", "left", ".", "shift+right", ",")
	if got := p.Player().At(); got != 15*time.Second+player.Frame {
		t.Errorf("at %v", got)
	}
	press(p, "end")
	for range 3 { // the way there is looked up meanwhile
		p.Tick(noon.Add(2 * time.Hour))
	}
	if p.Scene().At != time.Minute || p.Moving() {
		t.Errorf("the end is at %v", p.Scene().At)
	}
}

// TestAfterAJumpTheWayIsTheOneThatWasGone jumps to the end of a minute: what
// was drawn in a hurry is drawn again from near places.
func TestAfterAJumpTheWayIsTheOneThatWasGone(t *testing.T) {
	p := Replay(reel{}, Look{})
	draw(p)
	p.Tick(noon)
	press(p, "end")
	widest := func() (gap time.Duration) {
		for _, name := range p.trails.Names() {
			all := p.trails.Of(name)
			for i := 1; i < len(all); i++ {
				gap = max(gap, all[i].At-all[i-1].At)
			}
		}
		return gap
	}
	if gap := widest(); gap < 5*time.Second {
		t.Fatalf("at first the steps lie %v apart", gap)
	}
	for n := 0; p.Tick(noon.Add(time.Duration(n) * time.Millisecond)); n++ {
		if n > 100 {
			t.Fatal("it does not come to an end")
		}
	}
	if gap := widest(); gap > 2*time.Second {
		t.Errorf("in the end they lie %v apart", gap)
	}
}

func TestMouseScrubs(t *testing.T) {
	p := Replay(reel{}, Look{})
	draw(p)
	bar := p.bar()
	p.Down(canvas.XY{X: bar.track.X + bar.track.W/2, Y: bar.track.Centre().Y})
	if got := p.Player().At(); got != 30*time.Second {
		t.Fatalf("the middle of the bar is at %v", got)
	}
	p.Move(canvas.XY{X: bar.track.X + bar.track.W/4, Y: 0})
	if got := p.Scene().At.Round(time.Millisecond); got != 15*time.Second {
		t.Fatalf("a quarter of the bar is at %v", got)
	}
	p.Up()
	p.Move(canvas.XY{X: bar.track.X, Y: 0})
	if got := p.Scene().At.Round(time.Millisecond); got != 15*time.Second {
		t.Fatalf("moved without the button to %v", got)
	}
	p.Down(bar.button.Centre())
	p.Up()
	if !p.Player().Playing() {
		t.Error("the button does not play")
	}
}

func TestViewMovesAndComesBack(t *testing.T) {
	p := Live(room, &desk{}, Look{})
	draw(p)
	before := p.looking()
	at := canvas.XY{X: 300, Y: 200}
	fixed := before.Floor(at)
	p.Wheel(3, at)
	if now := p.looking(); now.PxPerM <= before.PxPerM || now.Sheet(fixed).Y-at.Y > 1e-6 {
		t.Errorf("zooming does not hold what is under the mouse: %v", now)
	}
	p.Down(at)
	p.Move(canvas.XY{X: 340, Y: 170})
	p.Up()
	if got := p.looking().Sheet(fixed); got.X-340 > 1e-6 || got.Y-170 > 1e-6 {
		t.Errorf("the floor did not follow the mouse: %v", got)
	}
	press(p, "]", "f", "f", "[", "0")
	if p.looking() != before {
		t.Errorf("whole room: %v, want %v", p.looking(), before)
	}
}

func TestViewIsKeptWhenTheWindowGrows(t *testing.T) {
	p := Live(room, &desk{}, Look{})
	draw(p)
	p.Wheel(4, p.middle())
	centre := p.looking().Floor(p.middle())
	var list canvas.List
	p.Draw(&list, 640, 400)
	p.Draw(&list, 1920, 1200)
	now := p.looking().Floor(p.middle())
	if now.X-centre.X > 1e-6 || now.Y-centre.Y > 1e-6 {
		t.Errorf("the middle was %v and is %v", centre, now)
	}
}

func TestDrawnOnlyWhenSomethingChanged(t *testing.T) {
	p := Replay(reel{}, Look{})
	if !p.Stale() {
		t.Error("a new panel has nothing to draw")
	}
	draw(p)
	for range 5 {
		p.Tick(noon.Add(time.Second))
		p.Move(canvas.XY{X: 5, Y: 5})
	}
	if p.Stale() || p.Moving() {
		t.Error("stale without a change")
	}
	press(p, "m")
	if !p.Stale() {
		t.Error("fresh after a change")
	}
}

func TestBrokenRecordingIsSaid(t *testing.T) {
	p := Replay(reel{errors.New("block 7 is damaged")}, Look{})
	press(p, "space")
	if p.Player().Playing() || p.Err() == nil || !strings.Contains(said(p), "block 7 is damaged") {
		t.Error("a damaged recording plays on, or says nothing")
	}
}

// TestEveryBindingIsWhole checks that every listed line exists in both
// languages, and that no key means two things.
func TestEveryBindingIsWhole(t *testing.T) {
	for _, inReplay := range []bool{false, true} {
		taken := map[Key]Command{}
		for _, b := range bindings {
			if !b.counts(inReplay) {
				continue
			}
			for _, k := range b.keys {
				if other, twice := taken[k]; twice && other != b.command {
					t.Errorf("%q means two things", k)
				}
				taken[k] = b.command
			}
			for _, lang := range words.Languages() {
				if line := words.For(lang).Say(b.line); b.line != "" && line == string(b.line) {
					t.Errorf("%s: %q has no words", lang, b.line)
				}
			}
		}
	}
	if Find("r", true) != Exchange || Find("r", false) != Keep || Find("space", true) != Play || Find("space", false) != Pause {
		t.Error("keys of live and replay are mixed up")
	}
}

// TestAnySizeAnyKeys presses keys at any size of the window: nothing panics,
// and everything on the sheet is a number.
func TestAnySizeAnyKeys(t *testing.T) {
	var all []Key
	for _, b := range bindings {
		all = append(all, b.keys...)
	}
	rapid.Check(t, func(t *rapid.T) {
		look := Look{Scale: rapid.Float64Range(1, 2).Draw(t, "scale"), Lang: rapid.SampledFrom(words.Languages()).Draw(t, "lang")}
		p := Replay(&shelf{}, look)
		if rapid.Bool().Draw(t, "live") {
			p = Live(room, &desk{}, look)
		}
		width, height := rapid.Float64Range(1, 4000).Draw(t, "width"), rapid.Float64Range(1, 3000).Draw(t, "height")
		var list canvas.List
		for _, k := range rapid.SliceOfN(rapid.SampledFrom(all), 0, 12).Draw(t, "keys") {
			p.Draw(&list, width, height)
			p.Press(k)
			p.Answer("é")
			p.Down(canvas.XY{X: width / 3, Y: height - 1})
			p.Move(canvas.XY{X: width / 2, Y: height / 2})
			p.Up()
		}
		p.Draw(&list, width, height)
		for _, op := range list.Ops {
			if text, is := op.(canvas.Text); is && (text.Size < 0 || text.Size > 400) {
				t.Fatalf("%q is %g px high", text.Words, text.Size)
			}
		}
	})
}
