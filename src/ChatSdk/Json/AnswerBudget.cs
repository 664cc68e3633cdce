using System.Runtime.InteropServices;
using System.Text.Json;

namespace ChatSdk;

/// <summary>
/// The memory that an answer may cost: a few bytes of JSON must not become many of records. Text is not counted, because it
/// costs little more than its bytes.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct AnswerBudget
{
    // About what a value costs in a JSON document or a list, and what a member, an object or a list costs in addition.
    private const int _value = 24;
    private const int _node = 64;

    private long _received;

    /// <summary>Gets the message of an exception if the budget is exceeded.</summary>
    public static string Exceeded { get; } =
        $"The answer has more values than allowed: they would take more memory than {AnswerLimits.Memory / 1024 / 1024} MiB and {AnswerLimits.MemoryPerByte} times its size.";

    /// <summary>Gets the bytes of memory that have been spent.</summary>
    public long Spent { get; private set; }

    /// <summary>Adds what received bytes may cost.</summary>
    public void Receive(int bytes) => _received += bytes;

    /// <summary>Pays for an element of a typed list, or for a field without a property.</summary>
    /// <exception cref="AnswerLimitException">The budget is exceeded.</exception>
    public void PayNode() => Pay(_node);

    /// <summary>Pays for a value of any form, and moves to its end.</summary>
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

    /// <summary>Pays for what costs as much as something that was read before; false if the budget is exceeded.</summary>
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
