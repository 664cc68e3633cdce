using System.Runtime.InteropServices;
using System.Text.Json;

namespace ChatSdk;

/// <summary>
/// Limits the memory that an answer uses, so that a small JSON text cannot expand to large records. The length of a string is
/// not counted, because the string uses at most about twice as much memory as the bytes that were received for it.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct AnswerBudget
{
    // The approximate memory, in bytes, of a string, a number or a literal.
    private const int _value = 24;

    // The approximate memory, in bytes, of an object, a list, a member (without its value), or an element of a typed list.
    private const int _node = 64;

    private long _received;

    /// <summary>Gets the exception message for an exceeded budget.</summary>
    public static string Exceeded { get; } =
        $"The answer has more values than allowed: they would need more memory than {AnswerLimits.Memory / 1024 / 1024} MiB plus {AnswerLimits.MemoryPerByte} times the size of the answer.";

    /// <summary>Gets the memory, in bytes, that has been spent.</summary>
    public long Spent { get; private set; }

    /// <summary>Increases the budget, because more bytes were received.</summary>
    public void Receive(int bytes) => _received += bytes;

    /// <summary>Pays for an element of a typed list, or for an extra field.</summary>
    /// <exception cref="AnswerLimitException">The budget is exceeded.</exception>
    public void PayNode() => Pay(_node);

    /// <summary>Pays for a value of any kind, and moves the reader to its end.</summary>
    /// <exception cref="AnswerLimitException">The budget is exceeded.</exception>
    public void PayValue(ref Utf8JsonReader json)
    {
        var depth = json.CurrentDepth;
        do
        {
            Pay(CostOf(json.TokenType));
        }
        while ((json.CurrentDepth > depth || json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) && json.Read());
    }

    /// <summary>Pays a known amount; returns <see langword="false"/> if the budget is exceeded.</summary>
    public bool TryPay(long bytes)
    {
        Spent += bytes;
        return Spent <= AnswerLimits.Memory + (_received * AnswerLimits.MemoryPerByte);
    }

    private void Pay(int bytes)
    {
        if (!TryPay(bytes))
        {
            throw new AnswerLimitException(Exceeded);
        }
    }

    private static int CostOf(JsonTokenType token) => token switch
    {
        JsonTokenType.PropertyName or JsonTokenType.StartObject or JsonTokenType.StartArray => _node,
        JsonTokenType.EndObject or JsonTokenType.EndArray => 0,
        _ => _value,
    };
}
