package export

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/foxglove/mcap/go/mcap"
	"github.com/parquet-go/parquet-go"

	"nabij/vision/floor"
	"nabij/vision/scene"
)

func TestWriteParquet(t *testing.T) {
	var file bytes.Buffer
	if err := WriteParquet(&file, given(example())); err != nil {
		t.Fatal(err)
	}
	rows, err := parquet.Read[Row](bytes.NewReader(file.Bytes()), int64(file.Len()))
	if err != nil || len(rows) != 3 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	a, b := rows[0], rows[1]
	if *a.X != 1.25 || *a.VarYY != 1e-7 || *a.Width != 30 || len(a.Zones) != 2 || a.Zones[1] != "koord:left" ||
		!a.Clock.Equal(clockAt) || *a.OffsetS != 3600 {
		t.Errorf("%+v", a)
	}
	if b.X != nil || b.VarXX != nil || b.Height != nil || b.Left != nil || b.Person != "=B" {
		t.Errorf("%+v", b)
	}
	if rows[2].Frame != 3 || rows[2].TimeS != 0.066666667 {
		t.Errorf("%+v", rows[2])
	}
	if WriteParquet(broken{}, given(example())) == nil {
		t.Error("a full disk went unnoticed")
	}
}

func TestWriteMCAP(t *testing.T) {
	var file bytes.Buffer
	outline := []floor.Point{{X: 1, Y: 1}, {X: 2, Y: 1}, {X: 2, Y: 2}}
	zones := []Laid{
		{math.MinInt64, []floor.Zone{{Name: "veilig", Closed: true, WidthM: 0.03, Outline: outline}}},
		{20 * time.Millisecond, []floor.Zone{{Name: "samen", Outline: outline}}},
	}
	moments := []scene.Moment{
		{At: 10 * time.Millisecond, Voice: scene.Client, Kind: scene.D1, Word: "halt", DistanceM: 0.71, DirectionDeg: 90, Cov: floor.Cov{XX: 0.01, YY: 0.02}},
		{At: time.Second, Voice: scene.Therapist, Kind: scene.Mark},
	}
	if err := WriteMCAP(&file, given(example()), moments, zones); err != nil {
		t.Fatal(err)
	}
	reader, err := mcap.NewReader(bytes.NewReader(file.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	messages, err := reader.Messages()
	if err != nil {
		t.Fatal(err)
	}
	var topics []string
	var texts []string
	var at []uint64
	for {
		schema, channel, message, err := messages.NextInto(nil)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		topics = append(topics, channel.Topic+" "+schema.Name)
		texts = append(texts, string(message.Data))
		at = append(at, message.LogTime)
		checkSchema(t, schema.Data, message.Data)
	}
	want := []string{"/map foxglove.SceneUpdate", "/track nabij.Scene", "/moments foxglove.Log", "/marks nabij.Moment",
		"/map foxglove.SceneUpdate", "/track nabij.Scene", "/moments foxglove.Log", "/marks nabij.Moment"}
	if len(topics) != len(want) {
		t.Fatalf("topics %q", topics)
	}
	for i := range want {
		if topics[i] != want[i] {
			t.Errorf("message %d is %s, want %s", i, topics[i], want[i])
		}
	}
	if at[0] != uint64(clockAt.UnixNano()) || at[4]-at[0] != 66666667 {
		t.Errorf("log times %d", at)
	}
	for i, part := range map[int]string{0: `"id":"zone veilig"`, 1: `"x_m":null`, 2: `"client d1 halt 0.71 m"`, 3: `"direction_deg":90,"var_xx_m2":0.01,"var_xy_m2":0,"var_yy_m2":0.02`, 4: `"type":0,"id":"person A"`} {
		if !bytes.Contains([]byte(texts[i]), []byte(part)) {
			t.Errorf("message %d: %s, want %s in it", i, texts[i], part)
		}
	}
	if !strings.Contains(texts[4], `"id":"zone samen"`) || !strings.Contains(texts[4], `"type":0,"id":"zone veilig"`) || strings.Contains(texts[0], "samen") {
		t.Errorf("laid anew: %s", texts[4])
	}
	if WriteMCAP(broken{}, given(example()), nil, nil) == nil {
		t.Error("a full disk went unnoticed")
	}
}

// checkSchema wants every field of a message in its schema, and no other.
func checkSchema(t *testing.T, schema, message []byte) {
	t.Helper()
	var s map[string]any
	var m any
	if err := errors.Join(json.Unmarshal(schema, &s), json.Unmarshal(message, &m)); err != nil {
		t.Fatal(err)
	}
	fits(t, "message", s, m)
}

func fits(t *testing.T, name string, schema map[string]any, v any) {
	t.Helper()
	kind := ""
	switch v := v.(type) {
	case map[string]any:
		kind = "object"
		fields := schema["properties"].(map[string]any)
		for field, inner := range v {
			of, ok := fields[field].(map[string]any)
			if !ok {
				t.Errorf("%s.%s is not in the schema", name, field)
				continue
			}
			fits(t, name+"."+field, of, inner)
		}
		if len(v) != len(fields) {
			t.Errorf("%s has %d fields, the schema %d", name, len(v), len(fields))
		}
	case []any:
		kind = "array"
		for _, item := range v {
			fits(t, name+"[]", schema["items"].(map[string]any), item)
		}
	case string:
		kind = "string"
	case bool:
		kind = "boolean"
	case float64:
		if kind = "number"; schema["type"] == "integer" {
			kind = "integer"
		}
	case nil:
		return
	}
	if schema["type"] != kind {
		t.Errorf("%s is of type %s, the schema says %v", name, kind, schema["type"])
	}
}
