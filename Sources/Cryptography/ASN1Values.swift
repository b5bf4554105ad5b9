internal import COpenSSL
internal import FoundationEssentials
internal import Glibc

/// Swift values of the ASN.1 primitives OpenSSL hands out.
enum ASN1Values {
    /// The bytes of a string, integer or octet string.
    static func bytes(_ string: UnsafePointer<ASN1_STRING>?) -> [UInt8] {
        guard let string, let data = ASN1_STRING_get0_data(string) else { return [] }
        return Array(UnsafeBufferPointer(start: data, count: Int(max(0, ASN1_STRING_length(string)))))
    }

    /// The dotted form of an object identifier; empty when there is none.
    static func dotted(_ object: OpaquePointer?) -> String {
        guard let object else { return "" }
        var buffer = [CChar](repeating: 0, count: 128)
        let length = Int(OBJ_obj2txt(&buffer, Int32(buffer.count), object, 1))
        guard length > 0 else { return "" }
        if length >= buffer.count {
            // Longer than any in use; bounded by the certificate it stands in.
            buffer = [CChar](repeating: 0, count: length + 1)
            guard OBJ_obj2txt(&buffer, Int32(buffer.count), object, 1) == Int32(length) else { return "" }
        }
        return String(decoding: buffer.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// The text of a directory string in UTF-8, whatever its ASN.1 type; bytes that are no text are replaced.
    static func text(_ string: UnsafePointer<ASN1_STRING>?) -> String {
        guard let string else { return "" }
        var utf8: UnsafeMutablePointer<UInt8>?
        let length = ASN1_STRING_to_UTF8(&utf8, string)
        defer { CRYPTO_free(utf8, #file, #line) }
        guard length >= 0, let utf8 else {
            OpenSSLErrors.clear()
            return String(decoding: bytes(string), as: UTF8.self)
        }
        return String(decoding: UnsafeBufferPointer(start: utf8, count: Int(length)), as: UTF8.self)
    }

    /// The moment of a UTCTime or GeneralizedTime, to the second; nil when it is malformed or does not exist.
    static func date(_ time: UnsafePointer<ASN1_TIME>?) -> Date? {
        guard let time else { return nil }
        var parts = tm()
        guard ASN1_TIME_to_tm(time, &parts) == 1 else {
            OpenSSLErrors.clear()
            return nil
        }
        let days = daysSinceEpoch(
            year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
        let seconds = (days * 24 + Int(parts.tm_hour)) * 60 + Int(parts.tm_min)
        return Date(timeIntervalSince1970: Double(seconds * 60 + Int(parts.tm_sec)))
    }

    /// Days from 1970-01-01 in the Gregorian calendar; ASN.1 years are 0 to 9999, so nothing here can overflow.
    private static func daysSinceEpoch(year: Int, month: Int, day: Int) -> Int {
        // Years that begin in March put the leap day last.
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// Seconds since 1970 for OpenSSL; nil for dates no certificate can carry.
    static func seconds(_ date: Date) -> time_t? {
        let seconds = date.timeIntervalSince1970.rounded(.down)
        // Years 0 to 9999.
        guard seconds >= -62_167_219_200, seconds < 253_402_300_800 else { return nil }
        return time_t(seconds)
    }
}
