package window_test

import (
	"encoding/json"
	"os/exec"
	"path/filepath"
	"testing"
)

// BenchmarkWindow compares the processor time of one drawing with that of a
// window of Ebiten that draws nothing. Everything is measured in one run, and
// what is reported is the ratio: the machine and its graphics driver (here
// mostly Mesa's software) decide the rest.
func BenchmarkWindow(b *testing.B) {
	bare := frameMs(b, "bare")
	for name, args := range map[string][]string{
		"two people":                          {"-people", "2", "live"},
		"six people with ten minutes' trails": {"-people", "6", "-past", "10m", "live"},
	} {
		b.Run(name, func(b *testing.B) {
			sum := 0.0
			for range b.N {
				sum += frameMs(b, args...)
			}
			b.ReportMetric(sum/float64(b.N), "cpu-ms/drawing")
			b.ReportMetric(sum/float64(b.N)/bare, "of-bare")
		})
	}
}

// BenchmarkReplay measures how evenly a replay of an hour with four people at
// 30 Hz is drawn: the time from one drawing to the next, in the middle and of
// the slowest one in twenty, beside that of a window of Ebiten that draws
// nothing; and the processor's time for a drawing, which other programs on the
// machine do not lengthen. A replay asks for 30 drawings a second, 33 ms each.
func BenchmarkReplay(b *testing.B) {
	path := filepath.Join(b.TempDir(), "hour.nabij")
	bare := timed(b, "bare")
	b.Logf("bare: %.1f ms, 95 %% below %.1f ms", bare.GapP50, bare.GapP95)
	const two = "@30m s @35m s k @40m s @45m s k " // two stretches on one floor
	for _, m := range []struct{ name, keys string }{
		{"1x", "@30m space"}, {"16x", "@30m + + + + space"},
		{"1x with heat map", "@30m v space"}, {"16x with heat map", "@30m v + + + + space"},
		{"16x with steps and pauses", "@30m v v + + + + space"},
		{"1x, two attempts", two}, {"16x, two attempts", two + "+ + + +"}, {"16x, two attempts with heat map", two + "v + + + +"},
	} {
		b.Run(m.name, func(b *testing.B) {
			var sum drawn
			for range b.N {
				r := timed(b, "-people", "4", "-record", path, "-keys", m.keys, "replay")
				if !r.Playing {
					b.Fatalf("it does not play: %+v", r)
				}
				sum.FrameMs, sum.GapP50, sum.GapP95 = sum.FrameMs+r.FrameMs, sum.GapP50+r.GapP50, sum.GapP95+r.GapP95
			}
			n := float64(b.N)
			b.ReportMetric(sum.GapP50/n, "ms-p50")
			b.ReportMetric(sum.GapP95/n, "ms-p95")
			b.ReportMetric(sum.GapP95/n/bare.GapP95, "p95-of-bare")
			b.ReportMetric(sum.FrameMs/n/bare.FrameMs, "cpu-of-bare")
		})
	}
}

// drawn is what a window says at its end of how it was drawn.
type drawn struct {
	FrameMs float64 `json:"frame_ms"`
	GapP50  float64 `json:"gap_p50_ms"`
	GapP95  float64 `json:"gap_p95_ms"`
	Playing bool    `json:"playing"`
}

func frameMs(b *testing.B, args ...string) float64 { return timed(b, args...).FrameMs }

func timed(b *testing.B, args ...string) (r drawn) {
	b.Helper()
	out, err := exec.Command(show, append([]string{"-for", "12s"}, args...)...).Output()
	if err != nil {
		b.Fatal(err)
	}
	if err := json.Unmarshal(out, &r); err != nil {
		b.Fatal(err)
	}
	return r
}
