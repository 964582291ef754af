package session

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// BenchmarkHour records an hour of four people at 30 Hz, then opens it and
// seeks in it.
func BenchmarkHour(b *testing.B) {
	for _, rounding := range []struct {
		name  string
		exact bool
	}{{"steps", false}, {"noise", true}} {
		b.Run(rounding.name, func(b *testing.B) {
			for b.Loop() {
				benchHours(b, 1, rounding.exact)
			}
		})
	}
}

// BenchmarkTwelveHours does the same with a day's recording.
func BenchmarkTwelveHours(b *testing.B) {
	for b.Loop() {
		benchHours(b, 12, false)
	}
}

func benchHours(b *testing.B, hours int, exact bool) {
	count := 30 * 3600 * hours
	keys := testKeys(b)
	path := filepath.Join(b.TempDir(), "hour.nabij")
	scenes := testScenes(1800, 4, exact)
	w, err := Create(path, keys, testHeader())
	if err != nil {
		b.Fatal(err)
	}
	began := time.Now()
	for i := range count {
		s := scenes[i%len(scenes)]
		s.Frame = i + 1
		s.At += time.Duration(i/len(scenes)) * time.Minute
		if err := w.Append(s); err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(time.Since(began).Microseconds())/float64(count), "µs/scene")
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(info.Size())/1e6, "MB")
	began = time.Now()
	r, err := Open(path, keys)
	if err != nil {
		b.Fatal(err)
	}
	defer r.Close()
	b.ReportMetric(float64(time.Since(began).Microseconds())/1e3, "open-ms")
	began = time.Now()
	for i := range 200 {
		if _, err := r.At(time.Duration(i*7919%(3600*hours)) * time.Second); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(time.Since(began).Microseconds())/200e3, "seek-ms")
	began = time.Now()
	all(b, r)
	b.ReportMetric(float64(time.Since(began).Milliseconds()), "read-all-ms")
}
