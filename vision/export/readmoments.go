package export

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"nabij/vision/scene"
)

// momentColumns are the columns of a file of moments.
var momentColumns = []string{"time_s", "clock", "voice", "kind", "word", "person", "other", "distance_m", "var_m2", "direction_deg"}

// ReadMomentsCSV reads a file that [WriteMomentsCSV] wrote. An error names line
// and column.
func ReadMomentsCSV(r io.Reader) ([]scene.Moment, error) {
	in := csv.NewReader(r)
	columns, err := in.Read()
	if err == nil && !slices.Equal(columns, momentColumns) {
		err = fmt.Errorf("columns %q, want %q", strings.Join(columns, ","), strings.Join(momentColumns, ","))
	}
	if err != nil {
		return nil, badMoment(1, "", err)
	}
	var moments []scene.Moment
	for line := 1; ; {
		cells, err := in.Read()
		if err == io.EOF {
			return moments, nil
		}
		if err != nil {
			return nil, badMoment(line+1, "", err)
		}
		line, _ = in.FieldPos(0)
		m, column, err := momentOf(cells)
		if err != nil {
			return nil, badMoment(line, column, err)
		}
		moments = append(moments, m)
	}
}

func badMoment(line int, column string, cause error) error {
	var bad *csv.ParseError
	if errors.As(cause, &bad) {
		line, cause = bad.Line, bad.Err
	}
	if errors.Is(cause, io.EOF) {
		cause = errors.New("the file is empty")
	}
	return &badTrack{line, column, cause}
}

// momentOf reads a row. An error comes with the column that it is in.
func momentOf(cells []string) (m scene.Moment, column string, err error) {
	if strings.Trim(cells[0], "-.0123456789") != "" || cells[0] == "" {
		return m, "time_s", fmt.Errorf("%q is no number of seconds", cells[0])
	}
	if m.At, err = time.ParseDuration(cells[0] + "s"); err != nil {
		return m, "time_s", fmt.Errorf("%q is no number of seconds", cells[0])
	}
	if cells[1] != "" {
		if m.Clock, err = time.Parse(clockLayout, cells[1]); err != nil {
			return m, "clock", fmt.Errorf("%q is no time as in 2026-03-01T10:00:00.000+01:00", cells[1])
		}
		if _, offset := m.Clock.Zone(); offset != 0 {
			m.Clock = m.Clock.In(time.FixedZone("", offset))
		} else {
			m.Clock = m.Clock.UTC()
		}
	}
	m.Voice, m.Kind, m.Word = scene.Voice(untext(cells[2])), scene.MomentKind(untext(cells[3])), untext(cells[4])
	m.Person, m.Other = untext(cells[5]), untext(cells[6])
	for i, to := range []*float64{&m.DistanceM, &m.VarM2, &m.DirectionDeg} {
		if *to = math.NaN(); cells[7+i] == "" {
			continue
		}
		if *to, err = strconv.ParseFloat(cells[7+i], 64); err != nil || math.IsNaN(*to) || math.IsInf(*to, 0) {
			return m, momentColumns[7+i], fmt.Errorf("%q is no number", cells[7+i])
		}
	}
	return m, "", nil
}
