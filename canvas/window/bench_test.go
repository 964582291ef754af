package window_test

import (
	"encoding/json"
	"os/exec"
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

func frameMs(b *testing.B, args ...string) float64 {
	b.Helper()
	out, err := exec.Command(show, append([]string{"-for", "12s"}, args...)...).Output()
	if err != nil {
		b.Fatal(err)
	}
	var r struct {
		FrameMs float64 `json:"frame_ms"`
	}
	if err := json.Unmarshal(out, &r); err != nil {
		b.Fatal(err)
	}
	return r.FrameMs
}
