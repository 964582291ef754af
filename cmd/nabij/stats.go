package main

import (
	"encoding/json"
	"io"
	"time"

	"nabij/vision/opencv"
	"nabij/vision/pipeline"
)

// liveStats are the figures of a live run.
type liveStats struct {
	Frames      int               `json:"frames"`
	FPS         float64           `json:"fps"`
	Dropped     int               `json:"dropped"`
	NetworkMS   spread            `json:"network_ms"`
	StageMS     map[string]spread `json:"stage_ms"`
	CameraToMap spread            `json:"camera_to_map_ms"`
	RSSMB       float64           `json:"rss_mb"`
	CPUPct      float64           `json:"cpu_pct"` // of one core, over the run
}

// spread is three percentiles, in ms.
type spread struct {
	P50 float64 `json:"p50"`
	P95 float64 `json:"p95"`
	P99 float64 `json:"p99"`
}

func spreadOf(d *pipeline.Durations) spread {
	return spread{milliseconds(d.Percentile(50)), milliseconds(d.Percentile(95)), milliseconds(d.Percentile(99))}
}

// figures gathers the statistics of a run that began then, when so much of the
// processor's time was used.
func (w *watching) figures(begun time.Time, cpuBefore time.Duration) liveStats {
	w.mu.Lock()
	defer w.mu.Unlock()
	s := liveStats{
		Frames: w.statistics.Frames(), FPS: w.statistics.Rate(), Dropped: w.source.Dropped(),
		NetworkMS: spreadOf(w.statistics.Stage(opencv.StageNetwork)), StageMS: map[string]spread{},
		CameraToMap: spreadOf(w.statistics.CameraToMap()), RSSMB: residentMB(),
	}
	for stage, d := range w.statistics.Stages() {
		s.StageMS[stage] = spreadOf(d)
	}
	if wall := time.Since(begun); wall > 0 {
		s.CPUPct = 100 * float64(cpuTime()-cpuBefore) / float64(wall)
	}
	return s
}

func (s liveStats) write(w io.Writer) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(s)
}
