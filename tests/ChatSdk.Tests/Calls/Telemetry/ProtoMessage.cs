using System.Buffers.Binary;
using System.Text;

namespace ChatSdk.Tests.Diagnostics;

/// <summary>A Protocol Buffers message whose fields are read by number.</summary>
internal sealed class ProtoMessage
{
    private readonly List<(int Field, ulong Number, byte[] Bytes)> _fields = [];

    public ProtoMessage(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var tag = ReadVarint(ref bytes);
            _fields.Add((tag & 7) switch
            {
                0 => ((int)(tag >> 3), ReadVarint(ref bytes), []),
                1 => ((int)(tag >> 3), BinaryPrimitives.ReadUInt64LittleEndian(Take(ref bytes, 8)), []),
                2 => ((int)(tag >> 3), 0, Take(ref bytes, (int)ReadVarint(ref bytes)).ToArray()),
                5 => ((int)(tag >> 3), BinaryPrimitives.ReadUInt32LittleEndian(Take(ref bytes, 4)), []),
                var kind => throw new InvalidDataException($"Wire type {kind} is not supported."),
            });
        }
    }

    public bool Has(int field) => _fields.Exists(entry => entry.Field == field);

    public ulong Number(int field) => _fields.Find(entry => entry.Field == field).Number;

    public double Double(int field) => BitConverter.UInt64BitsToDouble(Number(field));

    public byte[] Bytes(int field) => _fields.Find(entry => entry.Field == field).Bytes ?? [];

    public string Text(int field) => Encoding.UTF8.GetString(Bytes(field));

    public IEnumerable<ProtoMessage> Messages(int field) => _fields.FindAll(entry => entry.Field == field).Select(entry => new ProtoMessage(entry.Bytes));

    /// <summary>Returns the values of a packed field of doubles.</summary>
    public IEnumerable<double> Doubles(int field) => Bytes(field).Chunk(sizeof(double)).Select(bytes => BinaryPrimitives.ReadDoubleLittleEndian(bytes));

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> bytes, int count)
    {
        var taken = bytes[..count];
        bytes = bytes[count..];
        return taken;
    }

    private static ulong ReadVarint(ref ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = Take(ref bytes, 1)[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
