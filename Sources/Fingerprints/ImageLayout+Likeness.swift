extension ImageLayout {
    /// Both images are compared at this size, whatever their shapes.
    private static let comparedSide = 32

    /// How alike two images look from afar: the correlation of their luminance, -1 to 1; nil when one of them is plain.
    ///
    /// - Parameter form: how this one is turned first, as ``PDQTransform/hash(_:)`` means it.
    public func likeness(to other: ImageLayout, turned form: Dihedral = .original) -> Float? {
        let side = Self.comparedSide
        let (ours, theirs) = (square(), other.square())
        var (product, first, second): (Float, Float, Float) = (0, 0, 0)
        for y in 0..<side {
            for x in 0..<side {
                let (row, column) = form.source(y, x, last: side - 1)
                let (a, b) = (ours[row * side + column], theirs[y * side + x])
                product += a * b
                first += a * a
                second += b * b
            }
        }
        // A plain image has noise of a step or two.
        guard min(first, second) > Float(side * side) else { return nil }
        return product / (first * second).squareRoot()
    }

    /// The layout at the size of comparison, less its mean.
    private func square() -> [Float] {
        let side = Self.comparedSide
        let (rows, columns) = (Self.shares(of: height), Self.shares(of: width))
        var square = [Float](repeating: 0, count: side * side)
        for y in 0..<side {
            for x in 0..<side {
                var sum: Float = 0
                for (row, down) in rows[y] {
                    for (column, across) in columns[x] {
                        sum += Float(samples[row * width + column]) * down * across
                    }
                }
                square[y * side + x] = sum
            }
        }
        let mean = square.reduce(0, +) / Float(square.count)
        return square.map { $0 - mean }
    }

    /// Of a line of `length` pixels: those that each pixel at the size of comparison covers, and how much of it each makes. The same
    /// from both ends, so that turned images stay alike.
    private static func shares(of length: Int) -> [[(pixel: Int, share: Float)]] {
        (0..<comparedSide).map { place in
            // In parts of which `length` make one pixel here and `comparedSide` make one there.
            let (start, end) = (place * length, (place + 1) * length)
            return (start / comparedSide...(end - 1) / comparedSide).map { pixel in
                let covered = min(end, (pixel + 1) * comparedSide) - max(start, pixel * comparedSide)
                return (pixel, Float(covered) / Float(length))
            }
        }
    }
}

extension Dihedral {
    /// Where a pixel of the turned square comes from.
    fileprivate func source(_ y: Int, _ x: Int, last: Int) -> (row: Int, column: Int) {
        switch self {
        case .original: (y, x)
        case .rotated90: (x, last - y)
        case .rotated180: (last - y, last - x)
        case .rotated270: (last - x, y)
        case .flippedHorizontally: (last - y, x)
        case .flippedVertically: (y, last - x)
        case .transposed: (x, y)
        case .transversed: (last - x, last - y)
        }
    }
}
