package pipeline

import (
	"math"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestPercentilesAreRightToOnePartInAHundred(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.IntRange(2_000, 100_000_000_000), 1, 50).Draw(t, "ns")
		p := rapid.SampledFrom([]float64{50, 95, 99}).Draw(t, "p")
		var d Durations
		for _, v := range values {
			d.Add(time.Duration(v))
		}
		slices.Sort(values)
		want := float64(values[int(math.Ceil(p/100*float64(len(values))))-1])
		if got := float64(d.Percentile(p)); math.Abs(got/want-1) > 0.011 {
			t.Errorf("p%g of %v: %v, want %v", p, values, got, want)
		}
	})
}

func TestDurationsAtTheEnds(t *testing.T) {
	var d Durations
	if d.Percentile(50) != 0 || d.Mean() != 0 {
		t.Error("durations from nothing")
	}
	d.Add(-time.Second) // a clock that was set back
	d.Add(24 * time.Hour)
	if got := d.Percentile(100); got < time.Minute {
		t.Errorf("a day is told as %v", got)
	}
}

func TestStatisticsCountMoments(t *testing.T) {
	var s Statistics
	if s.Rate() != 0 || s.Stage("network").Mean() != 0 {
		t.Error("statistics from nothing")
	}
	for range 3 {
		s.Add(Moment{Spent: map[string]time.Duration{"network": 40 * time.Millisecond}})
		time.Sleep(time.Millisecond)
	}
	if s.Frames() != 3 || s.Rate() <= 0 || s.Stage("network").Mean() != 40*time.Millisecond || len(s.Stages()) != 1 {
		t.Errorf("%d frames at %g Hz, %v", s.Frames(), s.Rate(), s.Stage("network").Mean())
	}
	s.Drawn(50 * time.Millisecond)
	if got := s.CameraToMap().Percentile(50); got < 49*time.Millisecond {
		t.Errorf("camera to map in %v, want 50 ms or more", got)
	}
}
