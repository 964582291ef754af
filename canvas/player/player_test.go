package player

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

const s = time.Second

func TestPlaysAtItsSpeedAndStopsAtTheEnd(t *testing.T) {
	p := New(Span{2 * s, 12 * s})
	p.Advance(s)
	if p.At() != 2*s {
		t.Fatalf("moved to %v without playing", p.At())
	}
	p.Toggle()
	p.Advance(s)
	p.Faster()
	p.Advance(2 * s)
	if p.At() != 7*s || p.Speed() != 2 {
		t.Fatalf("at %v, speed %g; want 7s at speed 2", p.At(), p.Speed())
	}
	p.Advance(100 * s)
	if p.At() != 12*s || p.Playing() {
		t.Fatalf("at %v, playing %v; want to stand at the end", p.At(), p.Playing())
	}
	p.Toggle()
	if p.At() != 2*s || !p.Playing() {
		t.Fatalf("at %v; want to play from the start again", p.At())
	}
}

func TestSpeedStaysBetweenQuarterAndSixteen(t *testing.T) {
	p := New(Span{0, s})
	var seen []float64
	for range 10 {
		p.Slower()
	}
	for range 10 {
		seen = append(seen, p.Speed())
		p.Faster()
	}
	if want := []float64{0.25, 0.5, 1, 2, 4, 8, 16, 16, 16, 16}; !slices.Equal(seen, want) {
		t.Errorf("speeds %v, want %v", seen, want)
	}
}

func TestStepsOneFrame(t *testing.T) {
	p := New(Span{0, 10 * s})
	p.Seek(5 * s)
	p.Toggle()
	p.Step(2)
	if p.At() != 5*s+2*Frame || p.Playing() {
		t.Errorf("at %v, playing %v", p.At(), p.Playing())
	}
	p.Step(-1000)
	if p.At() != 0 {
		t.Errorf("stepped before the start: %v", p.At())
	}
}

func TestFollowsAGrowingRecording(t *testing.T) {
	p := New(Span{0, s})
	p.Follow()
	p.Grow(3 * s)
	if p.At() != 3*s || !p.Following() {
		t.Fatalf("at %v, following %v", p.At(), p.Following())
	}
	p.Skip(-s)
	p.Grow(5 * s)
	if p.At() != 2*s || p.Following() {
		t.Errorf("at %v, following %v; going back must let go of the end", p.At(), p.Following())
	}
	p.Grow(4 * s)
	if p.Span().To != 5*s {
		t.Errorf("the recording shrank to %v", p.Span().To)
	}
}

func TestRepeatsASelection(t *testing.T) {
	p := New(Span{0, 60 * s})
	p.Seek(10 * s)
	p.MarkSelection()
	p.Seek(14 * s)
	p.MarkSelection()
	if got, on := p.Selection(); !on || got != (Span{10 * s, 14 * s}) {
		t.Fatalf("selection %v %v", got, on)
	}
	p.Toggle()
	p.Advance(3 * s)
	if p.At() != 13*s {
		t.Fatalf("at %v, want 13s: begun again, then 3 s on", p.At())
	}
	p.Advance(3 * s)
	if p.At() != 12*s || !p.Playing() {
		t.Fatalf("at %v; want round the loop to 12s", p.At())
	}
	p.MarkSelection()
	if _, on := p.Selection(); on {
		t.Error("the third mark did not take the selection away")
	}
	p.Select(20*s, 15*s)
	if got, _ := p.Selection(); got != (Span{15 * s, 20 * s}) {
		t.Errorf("a selection made backwards is %v", got)
	}
	p.Select(s, s)
	if _, on := p.Selection(); on {
		t.Error("a selection without length was kept")
	}
}

func TestJumpsBetweenMoments(t *testing.T) {
	p := New(Span{0, 60 * s})
	p.SetMoments([]time.Duration{30 * s, 10 * s, 20 * s})
	for _, want := range []time.Duration{10 * s, 20 * s, 30 * s, 30 * s} {
		p.NextMoment()
		if p.At() != want {
			t.Fatalf("next moment at %v, want %v", p.At(), want)
		}
	}
	p.Toggle()
	p.Advance(200 * time.Millisecond)
	if !p.PreviousMoment() || p.At() != 20*s {
		t.Errorf("just after 30s, back goes to %v, want 20s", p.At())
	}
	p.Pause()
	p.PreviousMoment()
	if p.PreviousMoment() || p.At() != 10*s {
		t.Errorf("before the first moment there is another one at %v", p.At())
	}
}

func TestPassesOverGapsWhilePlaying(t *testing.T) {
	p := New(Span{0, 100 * s})
	p.SetGaps([]Span{{50 * s, 60 * s}, {10 * s, 40 * s}})
	p.Seek(9 * s)
	p.Toggle()
	p.Advance(2 * s)
	if p.At() != 40*s {
		t.Errorf("at %v, want the gap's end", p.At())
	}
	p.SkipGaps(false)
	p.Seek(49 * s)
	p.Advance(2 * s)
	if p.At() != 51*s {
		t.Errorf("at %v, want within the gap when asked", p.At())
	}
}

func TestShareAndAtAreInverse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		span := Span{time.Duration(rapid.Int64Range(0, 1e12).Draw(t, "from")), 0}
		span.To = span.From + time.Duration(rapid.Int64Range(1, 1e13).Draw(t, "length"))
		at := span.At(rapid.Float64Range(-0.5, 1.5).Draw(t, "share"))
		if !span.Contains(at) {
			t.Fatalf("%v is outside %v", at, span)
		}
		if off := span.At(span.Share(at)) - at; off.Abs() > time.Millisecond {
			t.Fatalf("back to %v off", off)
		}
	})
}

// TestNeverLeavesTheSpan plays with all buttons at once.
func TestNeverLeavesTheSpan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := New(Span{s, time.Duration(rapid.Int64Range(0, int64(time.Hour)).Draw(t, "to")) + s})
		p.SetMoments([]time.Duration{2 * s, 3 * s})
		p.SetGaps([]Span{{4 * s, 6 * s}})
		while := rapid.Custom(func(t *rapid.T) time.Duration {
			return time.Duration(rapid.Int64Range(-int64(time.Hour), int64(time.Hour)).Draw(t, "while"))
		})
		t.Repeat(map[string]func(*rapid.T){
			"toggle":  func(*rapid.T) { p.Toggle() },
			"faster":  func(*rapid.T) { p.Faster() },
			"slower":  func(*rapid.T) { p.Slower() },
			"follow":  func(*rapid.T) { p.Follow() },
			"mark":    func(*rapid.T) { p.MarkSelection() },
			"moment":  func(*rapid.T) { p.NextMoment() },
			"back":    func(*rapid.T) { p.PreviousMoment() },
			"advance": func(t *rapid.T) { p.Advance(while.Draw(t, "by")) },
			"seek":    func(t *rapid.T) { p.Seek(while.Draw(t, "to")) },
			"select":  func(t *rapid.T) { p.Select(while.Draw(t, "a"), while.Draw(t, "b")) },
			"grow":    func(t *rapid.T) { p.Grow(while.Draw(t, "to")) },
			"": func(t *rapid.T) {
				if !p.Span().Contains(p.At()) {
					t.Fatalf("at %v, outside %v", p.At(), p.Span())
				}
				if p.Speed() < 0.25 || p.Speed() > 16 {
					t.Fatalf("speed %g", p.Speed())
				}
			},
		})
	})
}
