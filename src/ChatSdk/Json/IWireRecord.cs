namespace ChatSdk;

/// <summary>A record that can be read from the wire.</summary>
internal interface IWireRecord<TSelf>
{
    /// <summary>Reads the object that the reader stands at.</summary>
    static abstract TSelf Read(ref WireReader json);
}
