namespace ChatSdk.Tests.Faults;

/// <summary>Assigns a test to a row of the fault table in the documentation, which is generated from these attributes.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class FaultAttribute(int row, string fault, string outcome) : Attribute
{
    public int Row { get; } = row;

    public string Fault { get; } = fault;

    public string Outcome { get; } = outcome;

    /// <summary>Gets whether the call is retried.</summary>
    public string Retried { get; init; } = "no";

    /// <summary>Gets the data that is still available to the caller.</summary>
    public string Kept { get; init; } = "–";
}
