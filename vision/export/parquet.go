package export

import (
	"io"
	"iter"
	"math"
	"time"

	"github.com/parquet-go/parquet-go"

	"nabij/vision/scene"
)

// Row is one row of a track in Parquet: the columns of the CSV, nulls where
// those are empty, and the clock as an instant with its offset beside it.
type Row struct {
	Frame     int64      `parquet:"frame"`
	TimeS     float64    `parquet:"time_s"`
	Person    string     `parquet:"person,dict"`
	X         *float64   `parquet:"x_m,optional"`
	Y         *float64   `parquet:"y_m,optional"`
	VarXX     *float64   `parquet:"var_xx_m2,optional"`
	VarXY     *float64   `parquet:"var_xy_m2,optional"`
	VarYY     *float64   `parquet:"var_yy_m2,optional"`
	Height    *float64   `parquet:"height_m,optional"`
	Posture   string     `parquet:"posture,dict"`
	FeetSeen  *float64   `parquet:"feet_seen,optional"`
	Left      *float64   `parquet:"left_px,optional"`
	Top       *float64   `parquet:"top_px,optional"`
	Width     *float64   `parquet:"width_px,optional"`
	BoxHeight *float64   `parquet:"height_px,optional"`
	Zones     []string   `parquet:"zones,list"`
	Clock     *time.Time `parquet:"clock,optional,timestamp(millisecond)"`
	OffsetS   *int32     `parquet:"clock_offset_s,optional"`
}

// rowsPerGroup is about ten minutes of three people.
const rowsPerGroup = 50_000

// WriteParquet writes the track of many scenes as Parquet, compressed with
// Zstandard. It ends at the first error, theirs or the writer's.
func WriteParquet(w io.Writer, scenes iter.Seq2[scene.Scene, error]) error {
	return each(scenes, &parquetTrack{out: parquet.NewGenericWriter[Row](w,
		parquet.Compression(&parquet.Zstd), parquet.MaxRowsPerRowGroup(rowsPerGroup),
		parquet.KeyValueMetadata("distances", "centre to centre (mid-hip)"))})
}

type parquetTrack struct {
	out  *parquet.GenericWriter[Row]
	rows []Row
}

func (t *parquetTrack) Write(s scene.Scene) error {
	t.rows = t.rows[:0]
	for i := range s.People {
		t.rows = append(t.rows, rowOf(&s, &s.People[i]))
	}
	_, err := t.out.Write(t.rows)
	return err
}

func (t *parquetTrack) Close() error { return t.out.Close() }

func rowOf(s *scene.Scene, p *scene.Person) Row {
	at, cov, box := p.Place.At, p.Place.Cov, p.Box
	row := Row{
		Frame: int64(s.Frame), TimeS: s.At.Seconds(), Person: p.Name,
		X: null(at.X), Y: null(at.Y), VarXX: null(cov.XX), VarXY: null(cov.XY), VarYY: null(cov.YY),
		Height: null(known(p.HeightM)), Posture: string(p.Posture), FeetSeen: null(p.FeetSeen), Zones: p.Zones,
	}
	if box.Width != 0 || box.Height != 0 {
		row.Left, row.Top, row.Width, row.BoxHeight = null(box.Left), null(box.Top), null(box.Width), null(box.Height)
	}
	if !s.Clock.IsZero() {
		_, offset := s.Clock.Zone()
		seconds := int32(offset)
		row.Clock, row.OffsetS = &s.Clock, &seconds
	}
	return row
}

// null returns nil for what is not known.
func null(v float64) *float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	return &v
}
