package export

import (
	"encoding/csv"
	"io"
	"iter"
	"strconv"

	"nabij/vision/scene"
)

type pairs struct{ out *csv.Writer }

// WritePairsCSV writes the distance of every pair in every scene, centre to
// centre (mid-hip):
//
//	frame,time_s,clock,a,b,distance_m,var_m2
func WritePairsCSV(w io.Writer, scenes iter.Seq2[scene.Scene, error]) error {
	p := pairs{csv.NewWriter(w)}
	if err := p.out.Write([]string{"frame", "time_s", "clock", "a", "b", "distance_m", "var_m2"}); err != nil {
		return err
	}
	return each(scenes, p)
}

func (p pairs) Write(s scene.Scene) error {
	for _, pair := range s.Pairs {
		err := p.out.Write([]string{strconv.Itoa(s.Frame), seconds(s.At), clock(s.Clock), text(pair.A), text(pair.B),
			number(pair.DistanceM), number(pair.VarM2)})
		if err != nil {
			return err
		}
	}
	return nil
}

func (p pairs) Close() error {
	p.out.Flush()
	return p.out.Error()
}

// WriteMomentsCSV writes the marked moments:
//
//	time_s,clock,voice,kind,word,person,other,distance_m,var_m2,direction_deg
func WriteMomentsCSV(w io.Writer, moments []scene.Moment) error {
	out := csv.NewWriter(w)
	rows := [][]string{momentColumns}
	for _, m := range moments {
		rows = append(rows, []string{seconds(m.At), clock(m.Clock), text(string(m.Voice)), text(string(m.Kind)), text(m.Word),
			text(m.Person), text(m.Other), number(m.DistanceM), number(m.VarM2), number(m.DirectionDeg)})
	}
	return out.WriteAll(rows)
}
