package controls

import (
	"strings"
	"testing"
	"time"

	"nabij/canvas"
	"nabij/canvas/words"
	"nabij/vision/scene"
)

// practice is a session that knows who is here and can show what it sees.
type practice struct {
	desk
	guests    []Guest
	exchanged []string
	seeing    bool
}

func (p *practice) Guests() []Guest            { return p.guests }
func (p *practice) Welcome(g []Guest) error    { p.guests = g; return nil }
func (p *practice) Exchange(a, b string) error { p.exchanged = []string{a, b}; return nil }
func (p *practice) See(open bool)              { p.seeing = open }

func TestWhoIsHereIsSaidOnTheMapAndToTheSession(t *testing.T) {
	s := &practice{}
	p := Live(room, s, Look{Lang: words.Dutch})
	press(p, "w")
	if p.Guests() != nil || !strings.Contains(said(p), "nog niemand") {
		t.Fatal("nobody can be named")
	}
	p.Show(walk(0))
	s.guests = []Guest{{Seen: "Anna", Name: "Anna"}, {Seen: "B", Name: "B"}}
	press(p, "w")
	if len(p.Guests()) != 2 {
		t.Fatalf("%+v are here", p.Guests())
	}
	look := canvas.Look{Color: canvas.RGB(0xAA4499), Rim: canvas.Dotted}
	if refused := p.Welcome([]Guest{{Seen: "Anna", Name: " Els "}, {Seen: "B", Name: "Els"}}); !strings.Contains(refused, "Els") || p.Guests() == nil {
		t.Errorf("two of one name: %q", refused)
	}
	if refused := p.Welcome([]Guest{{Seen: "Anna", Name: " Els ", Role: RoleClient, Look: look}, {Seen: "B", Name: ""}}); refused != "" || p.Guests() != nil {
		t.Fatalf("refused: %q", refused)
	}
	if s.guests[0].Name != "Els" || s.guests[1].Name != "B" || s.guests[0].Role != RoleClient {
		t.Errorf("the session is told %+v", s.guests)
	}
	if got := said(p); !strings.Contains(got, "Els") || strings.Contains(got, "Anna") || p.opts.Looks["Els"] != look || len(p.trails.Of("Els")) == 0 {
		t.Errorf("the sheet says %s", got)
	}
	press(p, "w")
	p.Welcome(nil)
	if p.Guests() != nil {
		t.Error("it cannot be given up")
	}
}

func TestTwoNamesAreExchanged(t *testing.T) {
	s := &practice{}
	p := Live(room, s, Look{})
	p.Show(walk(0))
	press(p, "e")
	if s.exchanged != nil {
		t.Fatal("one person is exchanged")
	}
	p.Show(around(time.Second, 0, 1))
	press(p, "e")
	if len(s.exchanged) != 2 || p.scene.People[0].Name != "Anna" {
		t.Errorf("exchanged %v; first is %s", s.exchanged, p.scene.People[0].Name)
	}
}

// TestThePictureIsSeenOnlyWhileItIsHeld looks through the camera, and not on a
// client's screen, not while the eye is closed, and not in a replay.
func TestThePictureIsSeenOnlyWhileItIsHeld(t *testing.T) {
	s := &practice{}
	p := Live(room, s, Look{})
	p.Show(walk(0))
	press(p, "k")
	if !s.seeing || !p.Peeking() {
		t.Fatal("nothing is seen")
	}
	p.EndPeek()
	if s.seeing || p.Peeking() {
		t.Error("it is seen when nothing is held")
	}
	press(p, "k", "p")
	if s.seeing || p.Peeking() {
		t.Error("it is seen while the eye is closed")
	}
	press(p, "k")
	if s.seeing {
		t.Error("it is opened while the eye is closed")
	}
	press(p, "p", "k", "b")
	if s.seeing || p.Peeking() {
		t.Error("a client sees it")
	}
	press(p, "k")
	if s.seeing {
		t.Error("it opens on a client's screen")
	}
	r := Replay(reel{}, Look{})
	press(r, "k")
	if r.Peeking() {
		t.Error("a replay has a picture")
	}
}

// TestTheQuietLineCanBeRead lets notices come and go faster than one reads.
func TestTheQuietLineCanBeRead(t *testing.T) {
	p := Live(room, &desk{}, Look{})
	at := func(sec float64, kinds ...scene.NoticeKind) string {
		s := walk(time.Duration(sec * float64(time.Second)))
		for _, k := range kinds {
			s.Notices = append(s.Notices, scene.Notice{Kind: k})
		}
		p.Show(s)
		return p.opts.Line
	}
	hidden := at(1, scene.Hidden)
	if hidden == "" || at(1.1) != hidden || at(4, scene.FeetHidden) != hidden {
		t.Fatalf("the line %q does not stay", hidden)
	}
	moved := at(4.1, scene.FeetHidden, scene.CameraMoved)
	if !strings.Contains(moved, "camera") {
		t.Errorf("what matters more does not come first: %q", moved)
	}
	if got := at(8); got != moved {
		t.Errorf("it goes before it can be read: %q", got)
	}
	if got := at(10); got != "" {
		t.Errorf("it stays: %q", got)
	}
}

// TestEverythingByMouse clicks the bar's buttons and a line of the help.
func TestEverythingByMouse(t *testing.T) {
	d := &desk{}
	p := Live(room, d, Look{})
	p.Show(walk(0))
	draw(p)
	click := func(c Command) {
		for _, tool := range p.livebar().tools {
			if tool.command == c {
				p.Down(tool.at.Centre())
				p.Up()
				return
			}
		}
		t.Fatalf("no button for command %d", c)
	}
	click(Keep)
	click(Measure)
	click(ClientMoment)
	click(Help)
	if !d.keeping || !p.opts.Measure || len(d.moments) != 1 || !p.help {
		t.Errorf("keeping %v, measure %v, moments %d, help %v", d.keeping, p.opts.Measure, len(d.moments), p.help)
	}
	for _, l := range p.layHelp(p.unit()).lines {
		if l.command == Dark {
			p.Down(l.at.Centre())
		}
	}
	if p.help || p.opts.Theme.Name != "dark" {
		t.Error("a line of the help does nothing")
	}
}

// TestTheBarFitsAnyWindow looks that no button leaves the window or covers
// another, and that the help is always there.
func TestTheBarFitsAnyWindow(t *testing.T) {
	for _, lang := range words.Languages() {
		for _, size := range []canvas.XY{{X: 480, Y: 320}, {X: 640, Y: 480}, {X: 1280, Y: 800}, {X: 600, Y: 1000}, {X: 3840, Y: 2160}} {
			for _, scale := range []float64{1, 1.5, 2} {
				p := Live(room, &practice{}, Look{Lang: lang, Scale: scale})
				var list canvas.List
				p.Draw(&list, size.X, size.Y)
				right, help := 0.0, false
				for _, tool := range p.livebar().tools {
					if tool.at.X < right || tool.at.X+tool.at.W > size.X || tool.at.Y+tool.at.H > size.Y {
						t.Errorf("%s, %v at %g: %s lies at %v", lang, size, scale, tool.said, tool.at)
					}
					right, help = tool.at.X+tool.at.W, help || tool.command == Help
				}
				if !help {
					t.Errorf("%s, %v at %g: no way to the other keys", lang, size, scale)
				}
			}
		}
	}
}
