package pipeline

import (
	"math"
	"time"
)

// Statistics are the counts and times of a run. They take the same memory
// however long it lasts. The zero value is ready; it is for one goroutine.
type Statistics struct {
	frames      int
	first, last time.Time
	stages      map[string]*Durations
	toMap       Durations
}

// Add counts a moment that is told now.
func (s *Statistics) Add(m Moment) {
	now := time.Now()
	if s.frames == 0 {
		s.first, s.stages = now, map[string]*Durations{}
	}
	s.frames, s.last = s.frames+1, now
	for stage, took := range m.Spent {
		if s.stages[stage] == nil {
			s.stages[stage] = &Durations{}
		}
		s.stages[stage].Add(took)
	}
}

// Drawn adds how long it took from a picture's being taken to its scene's
// being on the map.
func (s *Statistics) Drawn(took time.Duration) { s.toMap.Add(took) }

// Frames returns how many moments there were.
func (s *Statistics) Frames() int { return s.frames }

// Rate returns how many moments there were in a second, in Hz.
func (s *Statistics) Rate() float64 {
	if span := s.last.Sub(s.first); span > 0 {
		return float64(s.frames-1) / span.Seconds()
	}
	return 0
}

// Stage returns the times of a stage; none where there is no such stage.
func (s *Statistics) Stage(name string) *Durations {
	if d := s.stages[name]; d != nil {
		return d
	}
	return &Durations{}
}

// Stages returns the times of every stage, by name.
func (s *Statistics) Stages() map[string]*Durations { return s.stages }

// CameraToMap returns the times that Drawn was told.
func (s *Statistics) CameraToMap() *Durations { return &s.toMap }

// Durations is a histogram of durations from a microsecond to minutes. A
// percentile of it is right to one part in a hundred.
type Durations struct {
	count   int
	sum     time.Duration
	buckets [bucketCount]int
}

// Each bucket is wider than the one before by bucketStep; together they reach
// beyond three minutes.
const (
	bucketStep  = 1.02
	bucketCount = 970
)

// Add counts a duration.
func (d *Durations) Add(took time.Duration) {
	d.count++
	d.sum += took
	bucket := math.Log(max(1, float64(took)/float64(time.Microsecond))) / math.Log(bucketStep)
	d.buckets[min(int(bucket), bucketCount-1)]++
}

// Count returns how many durations there were.
func (d *Durations) Count() int { return d.count }

// Total returns the sum.
func (d *Durations) Total() time.Duration { return d.sum }

// Mean returns the mean; 0 without durations.
func (d *Durations) Mean() time.Duration {
	if d.count == 0 {
		return 0
	}
	return d.sum / time.Duration(d.count)
}

// Percentile returns the duration that p percent do not exceed; 0 without
// durations.
func (d *Durations) Percentile(p float64) time.Duration {
	left := int(math.Ceil(p / 100 * float64(d.count)))
	for bucket, n := range d.buckets {
		if left -= n; n > 0 && left <= 0 {
			return time.Duration(math.Pow(bucketStep, float64(bucket)+0.5) * float64(time.Microsecond))
		}
	}
	return 0
}
