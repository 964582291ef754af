package controls

import (
	"strings"
	"testing"
	"time"

	"nabij/canvas"
	"nabij/vision/scene"
)

// TestTwoAttemptsOnOneFloor lays two stretches over each other: both begin
// together, the shorter one waits at its end, and all is as before after that.
func TestTwoAttemptsOnOneFloor(t *testing.T) {
	b := &shelf{moments: []scene.Moment{{ID: 1, At: 12 * time.Second}, {ID: 2, At: 33 * time.Second}}}
	p := Replay(b, Look{})
	p.Tick(noon)
	press(p, "k")
	if p.attempt != nil || !strings.Contains(said(p), "S at its beginning") {
		t.Fatalf("without a stretch: %s", said(p))
	}
	p.Player().Select(10*time.Second, 14*time.Second)
	press(p, "k")
	p.Player().Select(30*time.Second, 38*time.Second)
	press(p, "k")
	if p.Player().Span().Length() != 8*time.Second || len(p.Player().Moments()) != 2 || p.Player().Moments()[0] != 2*time.Second {
		t.Fatalf("span %v, moments %v", p.Player().Span(), p.Player().Moments())
	}
	for at, first := range map[time.Duration]float64{2 * time.Second: 0.05 * 12, 8 * time.Second: 0.05 * 14} {
		p.Player().Seek(at)
		p.load()
		one, two := found(p, "Anna 1"), found(p, "Anna 2")
		if one == nil || two == nil || abs(one.Place.At.X-first) > 0.002 || abs(two.Place.At.X-0.05*(30+at.Seconds())) > 0.002 {
			t.Fatalf("after %v: %+v and %+v", at, one, two)
		}
	}
	dashed := 0
	for _, op := range draw(p).Ops {
		if line, is := op.(canvas.Stroke); is && len(line.Dash) > 0 && len(line.Path.Points) > 50 && !line.Path.Closed {
			dashed++
		}
	}
	if dashed != 1 || len(p.strip.Lines) != 2 {
		t.Errorf("%d dashed of %d distances over time, want one of two", dashed, len(p.strip.Lines))
	}
	press(p, "c")
	if len(b.moments) != 2 {
		t.Error("a moment was added to a comparison")
	}
	press(p, "k")
	if p.Player().Span().Length() != time.Minute || found(p, "Anna") == nil || len(p.Player().Moments()) != 2 {
		t.Errorf("after the comparison: %v, %+v", p.Player().Span(), p.Scene().People)
	}
}

func abs(v float64) float64 { return max(v, -v) }
