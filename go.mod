module nabij

go 1.26
