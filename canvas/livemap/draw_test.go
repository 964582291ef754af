package livemap_test

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"nabij/canvas"
	"nabij/canvas/livemap"
	"nabij/vision/floor"
	"nabij/vision/scene"
)

// texts returns the words on the list.
func texts(list *canvas.List) map[string]canvas.Text {
	found := map[string]canvas.Text{}
	for _, op := range list.Ops {
		if text, is := op.(canvas.Text); is {
			found[text.Words] = text
		}
	}
	return found
}

func blobs(list *canvas.List) (found []canvas.Blob) {
	for _, op := range list.Ops {
		if blob, is := op.(canvas.Blob); is {
			found = append(found, blob)
		}
	}
	return found
}

// Wherever someone is, however unsure, there is a soft shape, an initial and a
// name on the sheet, and every operation can be drawn.
func TestNobodyVanishes(t *testing.T) {
	odd := []float64{math.NaN(), math.Inf(1), math.Inf(-1), 1e300}
	number := rapid.OneOf(rapid.Float64Range(-30, 30), rapid.SampledFrom(odd))
	rapid.Check(t, func(t *rapid.T) {
		s := gathering("Anna", "Bert", "Carla")
		for i := range s.People {
			p := &s.People[i].Place
			p.At = floor.Point{X: number.Draw(t, "x"), Y: number.Draw(t, "y")}
			p.Cov = floor.Cov{XX: number.Draw(t, "xx"), XY: number.Draw(t, "xy"), YY: number.Draw(t, "yy")}
		}
		list := &canvas.List{Width: rapid.Float64Range(480, 4000).Draw(t, "w"), Height: rapid.Float64Range(320, 2200).Draw(t, "h")}
		opts := livemap.Options{Measure: true, Turn: rapid.Float64Range(-3, 3).Draw(t, "turn"), Scale: rapid.Float64Range(1, 2).Draw(t, "scale")}
		livemap.Draw(list, practiceRoom(), s, nil, opts)
		for _, op := range list.Ops {
			if !canvas.Sound(op) {
				t.Fatalf("%#v cannot be drawn", op)
			}
		}
		said := texts(list)
		for _, words := range []string{"A", "Anna", "B", "Bert", "C", "Carla"} {
			at := said[words].At
			if said[words].Words == "" || at.X < 0 || at.X > list.Width || at.Y < 0 || at.Y > list.Height {
				t.Fatalf("%q is not on the sheet: %v", words, at)
			}
		}
		if n := len(blobs(list)); n != 3 {
			t.Fatalf("%d soft shapes for 3 people", n)
		}
	})
}

// The soft edge reaches from the body less the 95 % ellipse to the body plus
// it, so its breadth is the uncertainty itself.
func TestSoftnessIsTheCovariance(t *testing.T) {
	width := func(sigma float64) float64 {
		s := gathering("Anna")
		s.People[0].Place.Cov = floor.Round(sigma)
		list := &canvas.List{Width: 1280, Height: 800}
		opts := livemap.Options{}
		livemap.Draw(list, practiceRoom(), s, nil, opts)
		b := blobs(list)[0]
		return b.Long * (1 - b.Core) / opts.FitView(list, practiceRoom()).PxPerM
	}
	for _, sigma := range []float64{0.01, 0.02, 0.05} {
		if got, want := width(sigma), 2*2.4477*sigma; math.Abs(got-want) > 1e-3 {
			t.Errorf("σ %g m: the edge is %.3f m broad, want %.3f", sigma, got, want)
		}
	}
	if width(0.3) <= width(0.1) {
		t.Error("a less sure place is no softer")
	}
}

// thread returns the thread between two people at a distance.
func thread(distanceM float64) canvas.Stroke {
	s := scene.Scene{
		People: []scene.Person{
			{Name: "A", Place: floor.Place{At: floor.Point{X: 0.2, Y: 2}}, Seen: true},
			{Name: "B", Place: floor.Place{At: floor.Point{X: 0.2 + distanceM, Y: 2}}, Seen: true},
		},
		Pairs: []scene.Pair{{A: "A", B: "B", DistanceM: distanceM}},
	}
	theme := canvas.Light()
	list := &canvas.List{Width: 1280, Height: 800}
	livemap.Draw(list, floor.Room{}, s, nil, livemap.Options{})
	for _, op := range list.Ops {
		line, is := op.(canvas.Stroke)
		if is && line.Color.R == theme.Thread.R && line.Color.G == theme.Thread.G && len(line.Path.Points) == 2 {
			return line
		}
	}
	return canvas.Stroke{}
}

func TestThreadChangesEvenlyWithDistance(t *testing.T) {
	last := thread(0.5)
	for d := 0.55; d < 6; d += 0.05 {
		now := thread(d)
		if now.Width > last.Width || now.Color.A > last.Color.A {
			t.Fatalf("at %.2f m the thread grows with distance", d)
		}
		if last.Width-now.Width > 0.25 || last.Color.A-now.Color.A > 8 {
			t.Fatalf("at %.2f m the thread jumps from %v, %v to %v, %v", d, last.Width, last.Color, now.Width, now.Color)
		}
		last = now
	}
	if last.Width <= 0 || last.Color.A == 0 {
		t.Error("far apart there is no thread at all")
	}
}

func TestNumbersOnlyWhenAsked(t *testing.T) {
	list := &canvas.List{Width: 1280, Height: 800}
	s := gathering("Anna", "Bert")
	livemap.Draw(list, practiceRoom(), s, nil, livemap.Options{})
	for words := range texts(list) {
		if words != "1 m" && words != "veilig  ·  Anna" && len(words) > 0 && words[0] >= '0' && words[0] <= '9' {
			t.Errorf("a number is shown unasked: %q", words)
		}
	}
	livemap.Draw(list, practiceRoom(), s, nil, livemap.Options{Measure: true, Lang: "nl"})
	if _, shown := texts(list)["2,7 ± 0,2 m"]; !shown {
		t.Errorf("asked for, the distance is not shown: %v", texts(list))
	}
}

func TestFocusMeasuresOnlyToOnePerson(t *testing.T) {
	list := &canvas.List{Width: 1280, Height: 800}
	livemap.Draw(list, practiceRoom(), gathering("Anna", "Bert", "Carla"), nil, livemap.Options{Measure: true, Focus: "Anna"})
	n := 0
	for words := range texts(list) {
		if words != "1 m" && words[0] >= '0' && words[0] <= '9' {
			n++
		}
	}
	if n != 2 {
		t.Errorf("%d numbers, want Anna's 2", n)
	}
}

func TestStillnessLeavesOnePoint(t *testing.T) {
	var trails livemap.Trails
	s := gathering("Anna")
	for k := range 10000 {
		s.At = time.Duration(k) * time.Second / 30
		trails.Add(s)
	}
	if n := len(trails.Of("Anna")); n != 1 {
		t.Errorf("sitting still for five minutes left %d points", n)
	}
}

func TestTrailForgetsWhatIsOldAndWhatIsToCome(t *testing.T) {
	trails := livemap.Trails{Keep: time.Minute}
	s := gathering("Anna")
	for k := range 300 {
		s.At = time.Duration(k) * time.Second
		s.People[0].Place.At.X = float64(k)
		trails.Add(s)
	}
	steps := trails.Of("Anna")
	if first := steps[0].At; first != 239*time.Second {
		t.Errorf("the oldest step is of %v, want 3m59s", first)
	}
	s.At, s.People[0].Place.At.X = 270*time.Second, 270.5
	trails.Add(s)
	steps = trails.Of("Anna")
	if last := steps[len(steps)-1].At; last != 270*time.Second {
		t.Errorf("after a jump back the newest step is of %v, want 4m30s", last)
	}
	trails.Reset()
	if len(trails.Of("Anna")) != 0 || len(trails.Names()) != 1 {
		t.Error("a reset keeps steps or loses names")
	}
}

func TestStripTimeIsTheWayBackFromX(t *testing.T) {
	r, data := canvas.Rect{X: 20, W: 900, H: 100}, approach()
	for _, at := range []time.Duration{0, time.Minute, 12 * time.Minute} {
		if off := livemap.StripTime(r, data, livemap.StripX(r, data, at)) - at; off.Abs() > time.Millisecond {
			t.Errorf("%v came back %v off", at, off)
		}
	}
	if livemap.StripTime(r, data, -50) != 0 || livemap.StripTime(r, data, 5000) != data.Length {
		t.Error("beside the strip lies no time of the session")
	}
	list := &canvas.List{Width: 900, Height: 100}
	livemap.DrawStrip(list, r, livemap.Strip{}, livemap.Options{}) // an empty session
	for _, op := range list.Ops {
		if !canvas.Sound(op) {
			t.Errorf("%#v cannot be drawn", op)
		}
	}
}

func TestDistancesAreThinnedPerPair(t *testing.T) {
	var d livemap.Distances
	for k := range 100 {
		s := gathering("Anna", "Bert", "Carla")
		s.At = time.Duration(k) * 100 * time.Millisecond
		s.Pairs[0].DistanceM = 3 - float64(k)/100
		d.Add(s)
	}
	lines := d.Lines()
	if len(lines) != 3 || lines[0].A != "Anna" || lines[0].B != "Bert" || len(lines[0].Points) != 20 {
		t.Fatalf("%d lines, the first %s-%s of %d points; want 3, Anna-Bert, 20", len(lines), lines[0].A, lines[0].B, len(lines[0].Points))
	}
	if near, far := lines[0].Span(); near.DistanceM != 3-0.95 || far.DistanceM != 3 {
		t.Errorf("from %g to %g m, want 2.05 to 3", near.DistanceM, far.DistanceM)
	}
	if near, far := (livemap.StripLine{}).Span(); near != far {
		t.Error("an empty line has a nearest point")
	}
}

func TestBubbleOfNeedsStops(t *testing.T) {
	var moments []scene.Moment
	for i := range 4 {
		moments = append(moments, scene.Moment{Kind: scene.D1, Person: "Anna", Other: "Bert", DistanceM: 1.2, VarM2: 0.002, DirectionDeg: 90 * float64(i)})
	}
	moments = append(moments, scene.Moment{Kind: scene.D2, Person: "Anna", DistanceM: 0.9, VarM2: 0.002})
	got := livemap.BubbleOf(moments, "Anna", "mijn bel")
	if len(got) != 1 || got[0].Name != "mijn bel" || got[0].Person != "Anna" {
		t.Fatalf("bubbles %+v, want one: there is a single second stop", got)
	}
	if d, _ := got[0].Film.At(0.3); math.Abs(d-1.2) > 0.02 {
		t.Errorf("the film is %.2f m away, want 1.2", d)
	}
	if got := livemap.BubbleOf(moments, "Bert", ""); got != nil {
		t.Errorf("Bert never said stop and has %d films", len(got))
	}
}

func BenchmarkDrawSixWithTrails(b *testing.B) {
	s := gathering("A", "B", "C", "D", "E", "F")
	var trails livemap.Trails
	for k := range 6000 { // ten minutes at 10 Hz, always walking
		past := gathering("A", "B", "C", "D", "E", "F")
		past.At = time.Duration(k) * time.Second / 10
		for i := range past.People {
			turn := float64(k)/15 + float64(i)
			past.People[i].Place.At = floor.Point{X: 2.5 + 2*math.Sin(turn), Y: 2 + 1.5*math.Cos(1.1*turn)}
			past.People[i].Seen = true
		}
		trails.Add(past)
	}
	list, room := &canvas.List{Width: 1280, Height: 800}, practiceRoom()
	livemap.Draw(list, room, s, &trails, livemap.Options{Measure: true})
	points := 0
	for _, op := range list.Ops {
		if line, is := op.(canvas.Stroke); is {
			points += len(line.Path.Points)
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		livemap.Draw(list, room, s, &trails, livemap.Options{Measure: true})
	}
	b.ReportMetric(float64(points), "points")
}
