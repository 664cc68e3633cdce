namespace ChatSdk.Tests.Faults;

/// <summary>Names the row of the fault table that a test proves. The table in the documentation is written from these.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class FaultAttribute(int row, string fault, string outcome) : Attribute
{
    public int Row { get; } = row;

    public string Fault { get; } = fault;

    public string Outcome { get; } = outcome;

    /// <summary>Gets whether the call is tried again.</summary>
    public string Retried { get; init; } = "no";

    /// <summary>Gets what the caller keeps.</summary>
    public string Kept { get; init; } = "–";
}
