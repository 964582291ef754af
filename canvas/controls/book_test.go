package controls

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"nabij/canvas"
	"nabij/canvas/player"
	"nabij/vision/floor"
	"nabij/vision/scene"
)

// shelf is a recording of a minute of two people that can be added to. For its
// second half a ribbon lies elsewhere.
type shelf struct {
	moments []scene.Moment
	swaps   []player.Span
	broken  error
}

func (*shelf) Span() player.Span { return player.Span{To: time.Minute} }

func (b *shelf) At(t time.Duration) (scene.Scene, error) {
	s := walk(t.Truncate(time.Second / 30))
	bert := s.People[0]
	bert.Name, bert.Place.At.Y = "Bert", 2+t.Seconds()/60
	s.People = append(s.People, bert)
	for _, within := range b.swaps {
		if within.Contains(t) {
			s.People[0].Name, s.People[1].Name = s.People[1].Name, s.People[0].Name
		}
	}
	s.Pairs = scene.Pairs(s.People)
	return s, nil
}

func (b *shelf) Moments() []scene.Moment { return b.moments }

func (*shelf) Gaps() []player.Span {
	return []player.Span{{From: 50 * time.Second, To: 55 * time.Second}}
}

func (*shelf) RoomAt(t time.Duration) floor.Room {
	if t < 30*time.Second {
		return room
	}
	later := room
	later.Zones = []floor.Zone{{Name: "samen", Closed: true, Outline: []floor.Point{{X: 1}, {X: 2}, {X: 2, Y: 1}}}}
	return later
}

func (b *shelf) put() {
	slices.SortFunc(b.moments, func(x, y scene.Moment) int { return cmp.Compare(x.At, y.At) })
}

func (b *shelf) Mark(m scene.Moment) error {
	m.ID = int64(len(b.moments) + 1)
	b.moments = append(b.moments, m)
	b.put()
	return b.broken
}

func (b *shelf) Edit(m scene.Moment) error {
	b.moments[slices.IndexFunc(b.moments, func(o scene.Moment) bool { return o.ID == m.ID })] = m
	b.put()
	return b.broken
}

func (b *shelf) Remove(m scene.Moment) error {
	b.moments = slices.DeleteFunc(b.moments, func(o scene.Moment) bool { return o.ID == m.ID })
	return b.broken
}

func (b *shelf) Swap(_, _ string, within player.Span) error {
	b.swaps = append(b.swaps, within)
	return b.broken
}

// TestMomentsAreAddedMovedAndLeftOutAfterwards does all that can be done with
// moments while looking back.
func TestMomentsAreAddedMovedAndLeftOutAfterwards(t *testing.T) {
	b := &shelf{}
	p := Replay(b, Look{})
	p.Tick(noon)
	p.Player().Seek(10 * time.Second)
	p.load()
	press(p, "c", "enter")
	p.Answer("halt")
	if len(b.moments) != 1 || b.moments[0].Word != "halt" || b.moments[0].Kind != scene.Mark || b.moments[0].At.Round(time.Second) != 10*time.Second {
		t.Fatalf("marked %+v", b.moments)
	}
	p.Player().Seek(20 * time.Second)
	p.load()
	press(p, "enter") // no moment here: a note
	p.Answer("zij lacht")
	press(p, "1")
	if len(b.moments) != 3 || b.moments[1].Kind != scene.Note || b.moments[2].Kind != scene.D1 || b.moments[2].Other == "" || len(p.stops) != 1 {
		t.Fatalf("marked %+v, %d stops", b.moments, len(p.stops))
	}
	p.Player().Seek(10 * time.Second)
	p.load()
	press(p, "u")
	p.Player().Seek(12 * time.Second)
	p.load()
	press(p, "u")
	if b.moments[0].Word != "halt" || b.moments[0].At.Round(time.Second) != 12*time.Second {
		t.Errorf("moved to %+v", b.moments[0])
	}
	press(p, "delete", "m", "delete") // something between: nothing is left out
	if len(b.moments) != 3 {
		t.Error("a moment was left out without asking twice")
	}
	press(p, "delete")
	if len(b.moments) != 2 || len(p.Player().Moments()) != 2 {
		t.Errorf("left %+v", b.moments)
	}
	p.Player().Seek(40 * time.Second)
	p.load()
	press(p, "delete", "u")
	if len(b.moments) != 2 || !strings.Contains(said(p), "no moment here") {
		t.Errorf("where there is none: %s", said(p))
	}
}

func TestNamesAreExchangedFromHereOn(t *testing.T) {
	b := &shelf{}
	p := Replay(b, Look{})
	p.Tick(noon)
	p.Player().Seek(15 * time.Second)
	p.load()
	press(p, "r")
	if len(b.swaps) != 1 || b.swaps[0] != (player.Span{From: 15 * time.Second, To: time.Minute}) || p.Scene().People[0].Name != "Bert" {
		t.Errorf("exchanged in %v, first is %s", b.swaps, p.Scene().People[0].Name)
	}
	p.Player().Select(2*time.Second, 4*time.Second)
	if press(p, "r"); len(b.swaps) != 2 || b.swaps[1] != (player.Span{From: 2 * time.Second, To: 4 * time.Second}) {
		t.Errorf("exchanged in %v", b.swaps)
	}
}

func TestARecordingThatCannotBeAddedToSaysSo(t *testing.T) {
	p := Replay(reel{}, Look{})
	p.Tick(noon)
	for _, key := range []Key{"c", "enter"} {
		press(p, key)
		if p.Asks() != nil || !strings.Contains(said(p), "Nothing can be added here") {
			t.Errorf("%s: %s", key, said(p))
		}
	}
}

func TestTheReplayTellsMomentsRoomsAndGaps(t *testing.T) {
	b := &shelf{}
	p := Replay(b, Look{})
	p.Tick(noon)
	b.Mark(scene.Moment{At: 5 * time.Second, Voice: scene.Client, Word: "hier is het goed"})
	p.noteMoments()
	p.Player().Seek(4 * time.Second)
	press(p, "space")
	p.Tick(noon.Add(900 * time.Millisecond))
	if strings.Contains(said(p), "hier is het goed") {
		t.Error("a moment is told before its time")
	}
	p.Tick(noon.Add(1100 * time.Millisecond))
	if got := said(p); !strings.Contains(got, "0:05  ·  client  ·  “hier is het goed”") || !strings.Contains(got, "veilig") {
		t.Errorf("at the moment: %s", got)
	}
	p.Player().Seek(52 * time.Second)
	p.load()
	if got := said(p); !strings.Contains(got, "Nothing was recorded from 0:50 to 0:55.") || !strings.Contains(got, "samen") || strings.Contains(got, "veilig") {
		t.Errorf("in the gap: %s", got)
	}
}

// TestWhoIsFollowedStaysInTheMiddle follows somebody who walks four metres.
func TestWhoIsFollowedStaysInTheMiddle(t *testing.T) {
	p := Replay(&shelf{}, Look{})
	p.Tick(noon)
	draw(p)
	press(p, "n")
	for _, at := range []time.Duration{0, 20 * time.Second, 45 * time.Second} {
		p.Player().Seek(at)
		p.load()
		who := found(p, "Anna")
		if got := p.looking().Sheet(canvas.Metres(who.Place.At)); math.Hypot(got.X-p.middle().X, got.Y-p.middle().Y) > 0.5 {
			t.Errorf("at %v Anna is at %v, the middle is %v", at, got, p.middle())
		}
		draw(p)
	}
	press(p, "n", "n")
	if p.follow != "" || p.view != nil || p.opts.Focus != "" {
		t.Error("after the last one nobody is followed")
	}
}

func TestStepsAndPausesAreListed(t *testing.T) {
	p := Replay(&shelf{}, Look{})
	press(p, "v", "v")
	got := said(p)
	if !strings.Contains(got, "walked|still|pauses|Anna|2 m") {
		t.Errorf("the sheet says %s", got)
	}
	press(p, "v")
	if strings.Contains(said(p), "walked") {
		t.Error("the list stays")
	}
}

// found returns somebody of the scene that is shown; nil where there is none.
func found(p *Panel, name string) *scene.Person {
	s := p.Scene()
	return s.Find(name)
}
