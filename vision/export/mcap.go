package export

import (
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"strings"
	"time"

	"github.com/foxglove/mcap/go/mcap"

	"nabij/vision/floor"
	"nabij/vision/scene"
)

// The topics of an MCAP file. The first and the third have the schema names
// that Foxglove draws by itself: the 3D panel and the log.
const (
	topicMap    = "/map"     // foxglove.SceneUpdate
	topicTrack  = "/track"   // nabij.Scene: all numbers, for plots
	topicMoment = "/moments" // foxglove.Log
	topicMark   = "/marks"   // nabij.Moment: the moments' numbers, with their covariance
)

// Laid is the zones of a room from a time on.
type Laid struct {
	From  time.Duration
	Zones []floor.Zone
}

// WriteMCAP writes scenes, marked moments in the order of their times, and the
// zones of the room, each time that they were laid, as an MCAP file that opens
// in Foxglove. A message's log time runs evenly from the first scene's clock;
// its publish time is the wall clock as it was.
func WriteMCAP(w io.Writer, scenes iter.Seq2[scene.Scene, error], moments []scene.Moment, zones []Laid) error {
	out, err := mcap.NewWriter(w, &mcap.WriterOptions{Chunked: true, ChunkSize: 1 << 20, Compression: mcap.CompressionZSTD, IncludeCRC: true})
	if err != nil {
		return fmt.Errorf("write mcap: %w", err)
	}
	m := &mcapTrack{out: out, moments: moments, zones: zones, shown: map[string]bool{}}
	if err := m.begin(); err != nil {
		return fmt.Errorf("write mcap: %w", err)
	}
	return each(scenes, m)
}

type mcapTrack struct {
	out     *mcap.Writer
	moments []scene.Moment // still to come
	zones   []Laid         // still to come
	lying   []floor.Zone
	first   *scene.Scene
	shown   map[string]bool // who is on the map
	count   uint32
}

func (m *mcapTrack) begin() error {
	if err := m.out.WriteHeader(&mcap.Header{Library: "nabij"}); err != nil {
		return err
	}
	for i, c := range []struct{ topic, name, schema string }{
		{topicMap, "foxglove.SceneUpdate", schemaMap},
		{topicTrack, "nabij.Scene", schemaTrack},
		{topicMoment, "foxglove.Log", schemaLog},
		{topicMark, "nabij.Moment", schemaMoment},
	} {
		id := uint16(i + 1)
		err := m.out.WriteSchema(&mcap.Schema{ID: id, Name: c.name, Encoding: "jsonschema", Data: []byte(c.schema)})
		if err == nil {
			err = m.out.WriteChannel(&mcap.Channel{ID: id, SchemaID: id, Topic: c.topic, MessageEncoding: "json"})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (m *mcapTrack) Write(s scene.Scene) error {
	if m.first == nil {
		m.first = &s
	}
	for len(m.moments) > 0 && m.moments[0].At <= s.At {
		if err := m.moment(m.moments[0]); err != nil {
			return err
		}
		m.moments = m.moments[1:]
	}
	at := m.time(s.At)
	if err := m.message(1, at, s.Clock, m.drawn(&s, at)); err != nil {
		return err
	}
	return m.message(2, at, s.Clock, numbersOf(&s))
}

// Close writes what is left. Without a scene there is no time to put the
// moments at, and they stay out.
func (m *mcapTrack) Close() error {
	for _, moment := range m.moments {
		if m.first == nil {
			break
		}
		if err := m.moment(moment); err != nil {
			return err
		}
	}
	return m.out.Close()
}

// time returns the log time of a moment of the session.
func (m *mcapTrack) time(at time.Duration) time.Time {
	if m.first.Clock.IsZero() {
		return time.Unix(0, int64(max(0, at)))
	}
	return m.first.Clock.Add(at - m.first.At)
}

func (m *mcapTrack) message(channel uint16, at, clock time.Time, v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	if clock.IsZero() {
		clock = at
	}
	m.count++
	return m.out.WriteMessage(&mcap.Message{ChannelID: channel, Sequence: m.count,
		LogTime: uint64(at.UnixNano()), PublishTime: uint64(clock.UnixNano()), Data: data})
}

func (m *mcapTrack) moment(moment scene.Moment) error {
	at := m.time(moment.At)
	words := []string{string(moment.Voice), string(moment.Kind), moment.Word, moment.Person, moment.Other}
	if d := number(moment.DistanceM); d != "" {
		words = append(words, d+" m")
	}
	words = append(words[:0], strings.Fields(strings.Join(words, " "))...)
	const info = 2
	err := m.message(3, at, moment.Clock, map[string]any{"timestamp": stamp(at), "level": info,
		"message": strings.Join(words, " "), "name": string(moment.Voice), "file": "", "line": 0})
	if err != nil {
		return err
	}
	return m.message(4, at, moment.Clock, markOf(&moment))
}

// plainMoment is a moment in numbers: what is unknown is null.
type plainMoment struct {
	TimeS     float64  `json:"time_s"`
	Voice     string   `json:"voice"`
	Kind      string   `json:"kind"`
	Word      string   `json:"word"`
	Person    string   `json:"person"`
	Other     string   `json:"other"`
	Distance  *float64 `json:"distance_m"`
	Var       *float64 `json:"var_m2"`
	Direction *float64 `json:"direction_deg"`
	VarXX     *float64 `json:"var_xx_m2"`
	VarXY     *float64 `json:"var_xy_m2"`
	VarYY     *float64 `json:"var_yy_m2"`
}

func markOf(m *scene.Moment) plainMoment {
	p := plainMoment{TimeS: m.At.Seconds(), Voice: string(m.Voice), Kind: string(m.Kind), Word: m.Word, Person: m.Person, Other: m.Other,
		Distance: null(m.DistanceM), Var: null(m.VarM2), Direction: null(m.DirectionDeg)}
	if m.Cov != (floor.Cov{}) {
		p.VarXX, p.VarXY, p.VarYY = null(m.Cov.XX), null(m.Cov.XY), null(m.Cov.YY)
	}
	return p
}

// plain is a scene in numbers: what is unknown is null.
type plain struct {
	Frame  int           `json:"frame"`
	TimeS  float64       `json:"time_s"`
	People []plainPerson `json:"people"`
	Pairs  []plainPair   `json:"pairs"`
}

type plainPerson struct {
	Name     string   `json:"name"`
	X        *float64 `json:"x_m"`
	Y        *float64 `json:"y_m"`
	VarXX    *float64 `json:"var_xx_m2"`
	VarXY    *float64 `json:"var_xy_m2"`
	VarYY    *float64 `json:"var_yy_m2"`
	Height   *float64 `json:"height_m"`
	Posture  string   `json:"posture"`
	FeetSeen *float64 `json:"feet_seen"`
	Zones    []string `json:"zones"`
}

type plainPair struct {
	A        string   `json:"a"`
	B        string   `json:"b"`
	Distance *float64 `json:"distance_m"`
	Var      *float64 `json:"var_m2"`
}

func numbersOf(s *scene.Scene) plain {
	out := plain{Frame: s.Frame, TimeS: s.At.Seconds(), People: []plainPerson{}, Pairs: []plainPair{}}
	for i := range s.People {
		p := &s.People[i]
		out.People = append(out.People, plainPerson{p.Name, null(p.Place.At.X), null(p.Place.At.Y),
			null(p.Place.Cov.XX), null(p.Place.Cov.XY), null(p.Place.Cov.YY), null(known(p.HeightM)),
			string(p.Posture), null(p.FeetSeen), append([]string{}, p.Zones...)})
	}
	for _, p := range s.Pairs {
		out.Pairs = append(out.Pairs, plainPair{p.A, p.B, null(p.DistanceM), null(p.VarM2)})
	}
	return out
}
